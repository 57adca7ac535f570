package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.EventId;
import io.parley.support.Await;
import io.parley.support.NativeClient;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parley dies and comes back: a client that gives the last id of before is told what it missed, from the archives. */
@WithXmpp
@Tag("once")
class OldEpochIT {
    private final XmppServer server;

    OldEpochIT(XmppServer server) {
        this.server = server;
        server.register("old-ann", "old-ann");
        server.register("old-cat", "old-cat");
    }

    @Test
    void whatWasMissedComesOnceAndInOrderThenWhatIsNew() {
        Vertx vertx = Vertx.vertx();
        String room = "old-" + UUID.randomUUID();
        try (ParleyNode node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of());
                NativeClient cat = NativeClient.login(server, "old-cat")) {
            Person ann = node.login("old-ann");
            ann.api().put(chat("/rooms/" + room)).expect(200);
            MultiUserChat talk = cat.join(room, "cat");
            SseClient before = ann.stream();
            cat.say("old-ann", "before");
            String last = before.await(event -> event.data().contains("\"before\"")).id();
            node.kill();
            before.close();
            // more than a page of the archive
            IntStream.range(0, 120).forEach(i -> cat.say("old-ann", "missed " + i));
            IntStream.range(0, 5).forEach(i -> sendTo(talk, "missed in the room " + i));
            cat.settle();

            node.start();
            Person again = node.login("old-ann");
            again.api().put(chat("/rooms/" + room)).expect(200);
            try (SseClient told = again.streamAfter(last)) {
                told.await(event -> event.data().contains("missed in the room 4"));
                told.await(event -> event.data().contains("missed 119"));
                cat.say("old-ann", "live");
                SseEvent live = told.await(event -> event.data().contains("\"live\""));
                assertEquals(IntStream.range(0, 120).mapToObj(i -> "missed " + i).toList(), bodies(told.events(), "missed \\d+"));
                assertEquals(IntStream.range(0, 5).mapToObj(i -> "missed in the room " + i).toList(),
                        bodies(told.events(), "missed in the room \\d+"));
                List<SseEvent> events = told.events();
                assertEquals("live", events.get(events.size() - 1).json().getString("body"));
                assertTrue(EventId.parse(live.id()).orElseThrow().epoch() > EventId.parse(last).orElseThrow().epoch());
                JsonObject missed = told.await(event -> event.data().contains("missed 7\"")).json();
                assertEquals(true, missed.getBoolean("delayed"));
                assertTrue(missed.getString("stanzaId") != null && missed.getString("id") != null, missed.encode());
            }
            cutInTheMiddle(again, last);
            again.leave();
        } finally {
            Await.await(vertx.close());
        }
    }

    /** A client that loses its connection while it is told the past goes on in the past. */
    private static void cutInTheMiddle(Person ann, String last) {
        SseClient stream = ann.streamAfter(last);
        String middle = stream.await(event -> event.data().contains("\"missed 60\"")).id();
        stream.close();
        try (SseClient told = ann.streamAfter(middle)) {
            told.await(event -> event.data().contains("\"live\""));
            List<String> bodies = bodies(told.events(), "missed \\d+");
            assertTrue(bodies.containsAll(IntStream.range(61, 120).mapToObj(i -> "missed " + i).toList()), bodies::toString);
            assertEquals(bodies.stream().distinct().toList(), bodies);
        }
    }

    private static List<String> bodies(List<SseEvent> events, String wanted) {
        return events.stream().filter(event -> event.event().equals("chatapi.chat") || event.event().equals("chatapi.muc"))
                .map(event -> event.json().getString("body")).filter(body -> body != null && body.matches(wanted)).toList();
    }

    private static void sendTo(MultiUserChat room, String body) {
        try {
            room.sendMessage(body);
        } catch (SmackException.NotConnectedException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
