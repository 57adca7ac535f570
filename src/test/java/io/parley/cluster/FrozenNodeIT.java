package io.parley.cluster;

import static io.parley.cluster.Everywhere.at;
import static io.parley.cluster.Everywhere.patiently;
import static io.parley.cluster.Everywhere.say;
import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.NodeCluster;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.Postgres;
import io.parley.support.SseClient;
import io.parley.support.WithPostgres;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A node hangs, and wakes up when the others have gone on without it. */
@Tag("once")
@WithXmpp
@WithPostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrozenNodeIT {
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

    @Test
    void itIsTakenOverAndLetsGoOfEverythingWhenItWakesUp() {
        Person alice = one.login("alice");
        Person bob = two.login("bob");
        SseClient elsewhere = at(three, alice).stream();
        SseClient onTheFrozen = alice.stream();
        onTheFrozen.next("chatapi.connection");
        say(bob, alice.address(), "before");
        hears(elsewhere, "before");

        one.freeze();
        long frozen = System.nanoTime();
        assertEquals(503, silent(bob, alice).status(), "what only the frozen node can answer is refused, and quickly");
        assertTrue(Duration.ofNanos(System.nanoTime() - frozen).compareTo(Duration.ofSeconds(6)) < 0, "in 2 s, with time for a slow machine");
        cluster.awaitMembers(2, two, three);
        assertTrue(Duration.ofNanos(System.nanoTime() - frozen).compareTo(Duration.ofSeconds(18)) < 0, "noticed within 10 s, with time for a slow machine");
        say(bob, alice.address(), "while it hangs");
        hears(elsewhere, "while it hangs");

        one.thaw();
        assertTrue(onTheFrozen.awaitEnd() != SseClient.End.OPEN);
        cluster.awaitMembers(3);
        say(bob, alice.address(), "after it woke up");
        hears(elsewhere, "after it woke up");
        assertTrue(elsewhere.events().stream().noneMatch(event -> event.event().equals("chatapi.closed")));
        assertTrue(onTheFrozen.events().stream().noneMatch(event -> event.event().equals("chatapi.closed")), "its clients come back");
        String stream = patiently(() -> one.backEnd().post(chat("/alice/login"))).expect(200).text();
        assertEquals(alice.streamId(), stream);
        elsewhere.close();
        at(two, alice).leave();
        bob.leave();
    }

    /** Alice's session is asked for something, on a node that hears nothing of the one that has it. */
    private static ApiResponse silent(Person bob, Person alice) {
        return at(bob.node(), alice).api().get(chat("/contacts"));
    }

    private static void hears(SseClient stream, String body) {
        stream.await(event -> event.event().equals("chatapi.chat") && body.equals(event.json().getString("body")));
    }
}
