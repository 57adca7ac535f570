package io.parley.cluster;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.NodeCluster;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.Postgres;
import io.parley.support.SseClient;
import io.parley.support.WithPostgres;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever is asked of whichever node: one session for each user, wherever it is. */
@Tag("once")
@WithXmpp
@WithPostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnyNodeIT {
    private final Vertx vertx = Vertx.vertx();
    private NodeCluster cluster;
    private ParleyNode one;
    private ParleyNode two;
    private ParleyNode three;

    @BeforeAll
    void start(XmppServer server, Postgres postgres) {
        cluster = NodeCluster.start(vertx, server, postgres, 3, Map.of());
        one = cluster.node(0);
        two = cluster.node(1);
        three = cluster.node(2);
    }

    @AfterAll
    void stop() {
        cluster.close();
        Await.await(vertx.close());
    }

    /** What the same person may do with the same token on another node. */
    private static Person at(ParleyNode node, Person person) {
        return new Person(node, person.user(), person.streamId(), person.jid(), person.token(), person.streamToken(),
                node.api().withBearer(person.token()));
    }

    @Test
    void loginOnOneNodeStreamOnAnotherPostOnAThird() {
        Person alice = one.login("alice");
        Person bob = two.login("bob");
        SseClient toBob = at(three, bob).stream();
        toBob.next("chatapi.connection");

        String id = at(two, alice).say(bob, "from node to node");

        JsonObject event = toBob.next("chatapi.chat").json();
        assertEquals("from node to node", event.getString("body"));
        assertEquals(id, event.getString("id"));
        toBob.close();
        alice.leave();
        at(one, bob).leave();
    }

    @Test
    void twoLoginsInTheSameInstantOnTwoNodesGiveOneSession() {
        for (int round = 0; round < 5; round++) {
            List<Future<String>> logins = IntStream.range(0, 6).mapToObj(at -> cluster.node(at % 3).backEnd()
                    .send(HttpMethod.POST, chat("/carol/login"), null, null).map(answer -> answer.expect(200).text())).toList();
            Set<String> streams = new HashSet<>();
            logins.forEach(login -> streams.add(Await.await(login)));
            assertEquals(1, streams.size(), streams::toString);
            one.backEnd().post(chat("/" + streams.iterator().next() + "/logoff")).expect(200);
        }
    }

    @Test
    void aRoomIsTheSameFromEveryNode() {
        Person alice = one.login("alice");
        Person bob = two.login("bob");
        at(two, alice).api().put(chat("/rooms/everywhere")).expect(200);
        at(three, bob).api().put(chat("/rooms/everywhere")).expect(200);
        SseClient toBob = at(one, bob).stream();

        at(three, alice).api().post(chat("/rooms/everywhere"), new JsonObject().put("body", "hello all")).expect(200);

        toBob.next(event -> event.event().equals("chatapi.muc") && "hello all".equals(event.json().getString("body")));
        toBob.close();
        alice.leave();
        bob.leave();
    }

    @Test
    void aLogoffCountsEverywhereAndALaterLoginIsAnotherSession() {
        Person alice = one.login("alice");
        SseClient onTwo = at(two, alice).stream();
        onTwo.next("chatapi.connection");
        at(three, alice).logoff();
        onTwo.next("chatapi.closed");
        assertEquals(401, at(two, alice).api().get(chat("/contacts")).status());
        assertEquals(401, at(one, alice).api().get(chat("/contacts")).status());
        assertEquals(404, three.backEnd().get(alice.session("/contacts")).status());
        Person again = three.login("alice");
        assertNotEquals(alice.streamId(), again.streamId());
        again.leave();
    }

    @Test
    void basicCredentialsFindTheSessionThatRunsElsewhere() {
        Person alice = one.login("alice");
        ApiClient basic = three.api().withBasic("alice", "alice");
        basic.get(chat("/contacts")).expect(200);
        String stream = basic.post(chat("/alice/login")).expect(200).text();
        assertEquals(alice.streamId(), stream);
        assertEquals(401, three.api().withBasic("alice", "wrong").get(chat("/contacts")).status());
        alice.leave();
    }

    @Test
    void theSameIdempotencyKeyOnTwoNodesIsOneMessage() {
        Person alice = one.login("alice");
        Person bob = two.login("bob");
        SseClient toBob = bob.stream();
        JsonObject body = new JsonObject().put("body", "once");
        String uri = chat("/messages/" + ApiClient.encoded(bob.address()));
        String first = at(two, alice).api().with("Idempotency-Key", "any-node-1").post(uri, body).expect(200).json().getString("id");
        String second = at(three, alice).api().with("Idempotency-Key", "any-node-1").post(uri, body).expect(200).json().getString("id");
        assertEquals(first, second);
        toBob.next("chatapi.chat");
        alice.say(bob, "the next");
        assertEquals("the next", toBob.next("chatapi.chat").json().getString("body"));
        toBob.close();
        alice.leave();
        bob.leave();
    }

    @Test
    void everyNodeKnowsTheOthersAndWhoLeads() {
        List<JsonObject> states = cluster.living().stream().map(cluster::state).toList();
        assertEquals(1, states.stream().map(state -> state.getJsonArray("members")).distinct().count());
        assertEquals(1, states.stream().filter(state -> state.getBoolean("leads")).count());
        assertTrue(states.stream().allMatch(state -> state.getString("state").equals("MEMBER")));
    }

    @Test
    void healthAndMetricsTellThatANodeHasJoined() {
        ApiClient operator = ApiClient.create(vertx, two.check(), two.management(""));
        JsonObject ready = operator.get("/health/ready").expect(200).json();
        assertTrue(ready.getJsonArray("checks").contains(new JsonObject().put("id", "cluster").put("status", "UP")), ready::encode);
        assertTrue(operator.get("/metrics").expect(200).text().contains("parley_cluster_members 3"));
    }

    /** A longer run: {@code -Dparley.churn=20000}. */
    @Test
    void loginsAndLogoffsLeaveNothingBehind() {
        String user = "carol";
        for (int round = 0; round < Integer.getInteger("parley.churn", 150); round++) {
            ApiClient in = cluster.node(round % 3).backEnd();
            String stream = in.post(chat("/" + user + "/login")).expect(200).text();
            cluster.node((round / 3 + 1) % 3).backEnd().post(chat("/" + stream + "/logoff")).expect(200);
        }
        for (ParleyNode node : cluster.living()) {
            Eventually.get(() -> cluster.state(node), state -> state.getLong("keptSessions") == 0);
            JsonObject state = node.debugState().orElseThrow();
            assertEquals(0, state.fieldNames().stream().filter(part -> part.startsWith("sessions."))
                    .mapToInt(part -> state.getJsonObject(part).getInteger("sessions")).sum());
        }
    }
}
