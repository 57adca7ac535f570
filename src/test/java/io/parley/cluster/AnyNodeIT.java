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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    void theNodesAreListedByAnyOfThem() {
        JsonArray nodes = two.backEnd().get("/restapi/v1/clustering/nodes").expect(200).json().getJsonArray("clusterNodes");
        assertEquals(3, nodes.size());
        assertEquals(nodes, three.backEnd().get("/restapi/v1/clustering/nodes").expect(200).json().getJsonArray("clusterNodes"));
        JsonObject first = nodes.getJsonObject(0);
        assertEquals(true, first.getBoolean("seniorMember"));
        assertEquals(false, nodes.getJsonObject(1).getBoolean("seniorMember"));
        assertTrue(Instant.parse(first.getString("joinedTime")).isAfter(Instant.now().minusSeconds(600)));
        assertEquals(first, one.backEnd().get("/restapi/v1/clustering/nodes/" + first.getString("nodeID")).expect(200).json());
        assertEquals(Set.of("Senior member", "Junior member"), Stream.of(one, two, three).map(node ->
                node.backEnd().get("/restapi/v1/clustering/status").expect(200).json().getString("status")).collect(Collectors.toSet()));
        one.api().get("/restapi/v1/system/readiness/cluster").expect(200);
    }

    @Test
    void whatAnAdminSetsOnOneNodeCountsOnAll() {
        String properties = "/restapi/v1/system/properties";
        one.backEnd().post(properties, new JsonObject().put("key", "access.freeFailures").put("value", "1")).expect(201);
        AtomicInteger users = new AtomicInteger();
        Eventually.get(() -> secondWrongLogin("nobody" + users.incrementAndGet()), status -> status == 429);
        two.backEnd().delete(properties + "/access.freeFailures").expect(200);
        Eventually.get(() -> one.backEnd().get(properties + "/access.freeFailures").expect(200).json().getString("value"), "4"::equals);
    }

    private int secondWrongLogin(String user) {
        JsonObject wrong = new JsonObject().put("username", user).put("password", "wrong");
        three.api().post("/restapi/v1/chat/login", wrong).expect(401);
        return three.api().post("/restapi/v1/chat/login", wrong).status();
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
    void whatAnAdminDoesToAUserCountsOnEveryNode() {
        JsonObject dana = new JsonObject().put("username", "any-dana").put("password", "any-dana");
        one.backEnd().post("/restapi/v1/users", dana).expect(201);
        Person there = two.login("any-dana");
        ApiClient basic = three.api().withBasic("any-dana", "any-dana");
        basic.get(chat("/contacts")).expect(200);
        JsonObject listed = one.backEnd().get("/restapi/v1/sessions/any-dana").expect(200).json();
        assertEquals(there.jid(), listed.getJsonArray("sessions").getJsonObject(0).getString("sessionId"));
        JsonObject counted = two.backEnd().get("/restapi/v1/system/statistics/sessions").expect(200).json();
        JsonObject elsewhere = one.backEnd().get("/restapi/v1/system/statistics/sessions").expect(200).json();
        assertEquals(counted.getInteger("clusterSessions"), elsewhere.getInteger("clusterSessions"));
        assertEquals(counted.getInteger("localSessions") - 1, elsewhere.getInteger("localSessions"));

        SseClient events = at(one, there).stream();
        one.backEnd().post("/restapi/v1/lockouts/any-dana").expect(201);
        events.next("chatapi.closed");
        events.close();
        assertEquals(401, there.api().get(chat("/contacts")).status());
        cluster.nodes().forEach(node -> {
            assertEquals(401, node.api().withBasic("any-dana", "any-dana").get(chat("/contacts")).status());
            assertEquals(403, node.backEnd().post(chat("/any-dana/login")).status());
        });
        three.backEnd().delete("/restapi/v1/lockouts/any-dana").expect(200);
        basic.get(chat("/contacts")).expect(200);

        two.backEnd().put("/restapi/v1/users/any-dana", new JsonObject().put("password", "other")).expect(200);
        basic.get(chat("/contacts")).expect(401);
        one.backEnd().delete("/restapi/v1/users/any-dana").expect(200);
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
