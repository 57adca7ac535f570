package io.parley.cluster;

import static io.parley.cluster.Everywhere.at;
import static io.parley.cluster.Everywhere.patiently;
import static io.parley.cluster.Everywhere.say;
import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiResponse;
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
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A node is killed, once for all stories; its users notice no more than a short reconnection. */
@WithXmpp
@WithPostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeDeathIT {
    private static final Duration QUICKLY = Duration.ofSeconds(6);
    private static final List<String> MANY = IntStream.range(0, 30).mapToObj(number -> "many" + number).toList();

    private final Vertx vertx = Vertx.vertx();
    private final XmppServer server;
    private final Map<String, String> manyBefore = new TreeMap<>();
    private final List<String> said = new ArrayList<>();
    private NodeCluster cluster;
    private ParleyNode two;
    private ParleyNode three;
    private Person alice;
    private Person bob;
    private Person carol;
    private List<SseClient> elsewhere;
    private String lastOfTheDead;
    private ApiResponse inTheWindow;
    private Duration tookInTheWindow;

    NodeDeathIT(XmppServer server) {
        this.server = server;
    }

    @BeforeAll
    void aNodeDies(Postgres postgres) {
        MANY.forEach(user -> server.register(user, user));
        cluster = NodeCluster.start(vertx, server, postgres, 3, Map.of());
        ParleyNode one = cluster.node(0);
        two = cluster.node(1);
        three = cluster.node(2);
        alice = one.login("alice");
        carol = one.login("carol");
        bob = two.login("bob");
        carol.api().post(chat("/presence?show=dnd&status=busy")).expect(200);
        carol.api().put(chat("/rooms/kept?nickname=cc")).expect(200);
        MANY.forEach(user -> manyBefore.put(user, one.backEnd().post(chat("/" + user + "/login")).expect(200).text()));
        elsewhere = List.of(at(two, alice).stream(), at(three, alice).stream());
        SseClient onTheDead = alice.stream();
        say(bob, alice.address(), "before");
        elsewhere.forEach(stream -> hears(stream, "before"));
        hears(onTheDead, "before");
        lastOfTheDead = onTheDead.lastEventId();

        one.kill();

        askInTheWindow();
        for (int number = 0; number < 10; number++) {
            said.add("meanwhile " + number);
            say(number % 2 == 0 ? bob : at(three, bob), alice.address(), "meanwhile " + number);
        }
        onTheDead.close();
    }

    private void askInTheWindow() {
        long begin = System.nanoTime();
        inTheWindow = at(two, alice).api().get(chat("/contacts"));
        tookInTheWindow = Duration.ofNanos(System.nanoTime() - begin);
    }

    @AfterAll
    void stop() {
        List.of(at(two, alice), bob, at(three, carol)).forEach(Person::leave);
        manyBefore.values().forEach(stream -> two.backEnd().post(chat("/" + stream + "/logoff")));
        elsewhere.forEach(SseClient::close);
        cluster.close();
        Await.await(vertx.close());
    }

    private static void hears(SseClient stream, String body) {
        stream.await(event -> event.event().equals("chatapi.chat") && body.equals(event.json().getString("body")));
    }

    /** What a stream tells, each once: what is repeated has the same id. */
    private static List<String> heardOn(SseClient stream, String last) {
        hears(stream, last);
        Map<String, String> byId = new LinkedHashMap<>();
        stream.events().stream().filter(event -> event.event().equals("chatapi.chat") && event.json().containsKey("body"))
                .forEach(event -> byId.putIfAbsent(event.json().getString("id"), event.json().getString("body")));
        return byId.values().stream().filter(body -> body.startsWith("meanwhile")).toList(); // what was said before is in the archive too
    }

    @Test
    void whatIsAskedInTheWindowFailsQuicklyOrSucceeds() {
        assertTrue(inTheWindow.status() == 200 || inTheWindow.status() == 503 && inTheWindow.header("Retry-After") != null, inTheWindow::text);
        assertTrue(tookInTheWindow.compareTo(QUICKLY) < 0, "in 2 s, with time for a slow machine: " + tookInTheWindow);
    }

    @Test
    void streamsOnOtherNodesGoOnWithoutAReconnectionWhicheverTakesOver() {
        for (SseClient stream : elsewhere) {
            assertEquals(said, heardOn(stream, "meanwhile 9"));
            assertTrue(stream.events().stream().anyMatch(event -> event.event().equals("chatapi.reset")
                    && event.json().getString("scope").equals("rooms")), "what no archive keeps is named");
        }
    }

    @Test
    void aClientOfTheDeadNodeComesBackToAnyOtherAndHasMissedNothing() {
        SseClient again = at(two, alice).streamAfter(lastOfTheDead);
        assertEquals(said, heardOn(again, "meanwhile 9"));
        again.close();
    }

    @Test
    void theSessionHasItsOldNameAndAddress() {
        assertEquals(alice.streamId(), patiently(() -> two.backEnd().post(chat("/alice/login"))).expect(200).text());
        assertEquals(alice.jid(), patiently(() -> at(three, alice).api().with("Accept", "application/json").post(chat("/token"))).expect(200)
                .json().getString("jid"));
    }

    @Test
    void whoOnlyListenedIsInTheirRoomStillUnderTheirNickname() {
        Person later = at(three, carol);
        // ejabberd takes the user out with the old stream, and they come back
        JsonObject seats = Eventually.get(() -> later.api().get(chat("/rooms/kept/occupants")), answer -> answer.status() == 200).json();
        assertTrue(seats.encode().contains("kept@conference." + server.domain() + "/cc"), seats::encode);
        patiently(() -> later.api().with("Idempotency-Key", "kept").post(chat("/rooms/kept"), new JsonObject().put("body", "still here")))
                .expect(200);
    }

    @Test
    void manySessionsAreEachTakenOverUnderTheirOldName() {
        Map<String, String> after = new TreeMap<>();
        MANY.forEach(user -> after.put(user, patiently(() -> two.backEnd().post(chat("/" + user + "/login"))).expect(200).text()));
        assertEquals(manyBefore, after);
    }

    @Test
    void theOthersAgreeThatItIsGone() {
        cluster.awaitMembers(2);
    }
}
