package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was said before, from the server's archive (XEP-0313). Each test has a peer of its own, whose history nobody else adds to. */
@WithParley
class HistoryIT {
    private final ParleyNode node;
    private final String peer = "hist-" + UUID.randomUUID();
    private Person ann;

    HistoryIT(ParleyNode node) {
        this.node = node;
        node.server().register("hist-ann", "hist-ann");
        node.server().register(peer, peer);
    }

    @BeforeEach
    void logIn() {
        ann = node.login("hist-ann");
    }

    @AfterEach
    void logOff() {
        ann.leave();
    }

    @Test
    void pagesGoBothWays() {
        sayNumbers(0, 7);
        JsonObject newest = history("with=" + peer + "&max=3");
        assertEquals(List.of("4", "5", "6"), bodies(newest));
        JsonObject middle = history("with=" + peer + "&max=3&before=" + encoded(newest.getString("before")));
        assertEquals(List.of("1", "2", "3"), bodies(middle));
        assertFalse(middle.getBoolean("complete"));
        JsonObject oldest = history("with=" + peer + "&max=3&before=" + encoded(middle.getString("before")));
        assertEquals(List.of("0"), bodies(oldest));
        assertTrue(oldest.getBoolean("complete"));

        JsonObject forward = history("with=" + peer + "&max=3&after=" + encoded(oldest.getString("after")));
        assertEquals(List.of("1", "2", "3"), bodies(forward));
        JsonObject last = history("with=" + peer + "&max=10&after=" + encoded(forward.getString("after")));
        assertEquals(List.of("4", "5", "6"), bodies(last));
        assertTrue(last.getBoolean("complete"));
    }

    @Test
    void toIsAnotherWordForWith() {
        sayNumbers(0, 2);
        assertEquals(List.of("0", "1"), bodies(history("to=" + peer)));
        assertEquals(List.of("0", "1"), bodies(history("to=" + peer + "@" + node.server().domain())));
    }

    @Test
    void theWholeObjectIsThere() {
        JsonObject given = new JsonObject().put("body", "one\r\n\"two\"").put("n", 1.5);
        String id = ann.api().post(chat("/messages/" + peer), given).expect(200).json().getString("id");
        String dataAlone = ann.api().post(chat("/messages/" + peer), new JsonObject().put("alone", true)).expect(200).json()
                .getString("id");
        JsonObject message = history("with=" + peer + "&max=10").getJsonArray("messages").getJsonObject(0);
        assertEquals(id, message.getString("id"));
        assertEquals(given, message.getJsonObject("data"));
        assertEquals("one\r\n\"two\"", message.getString("body"));
        assertEquals(ann.jid(), message.getString("from"));
        assertFalse(message.getString("stanzaId").isEmpty());
        assertFalse(dataAlone.isEmpty()); // whether a message without a body is archived is the server's own choice
    }

    @Test
    void timesBoundWhatIsAnswered() {
        sayNumbers(0, 1);
        String between = history("with=" + peer).getJsonArray("messages").getJsonObject(0).getString("timestamp");
        assertEquals(List.of("0"),
                bodies(history("with=" + peer + "&start=" + encoded(earlier(between)) + "&end=" + encoded(later(between)))));
        assertEquals(List.of(), bodies(history("with=" + peer + "&start=" + encoded(later(between)))));
        assertEquals(List.of(), bodies(history("with=" + peer + "&end=" + encoded(earlier(between)))));
        assertEquals(List.of("0"), bodies(history("with=" + peer + "&start=" + encoded(earlier(between).replace("Z", "+00:00")))));
    }

    @Test
    void wrongParametersAreRefused() {
        for (String wrong : List.of("start=yesterday", "end=2026-01-01", "start=2026-13-01T00:00:00Z", "max=0", "max=-1", "max=many",
                "with=%40%40", "start=2026-01-01T00:00:00")) {
            assertEquals(400, ann.api().get(chat("/messages?" + wrong)).status(), wrong);
        }
    }

    @Test
    void keywordsAreFoundWhereverTheyAre() {
        sayNumbers(0, 3);
        ann.say(node.server().jid(peer), "The Needle in it");
        sayNumbers(3, 6);
        ann.say(node.server().jid(peer), "another needle");
        JsonObject both = history("with=" + peer + "&keywords=needle");
        assertEquals(List.of("The Needle in it", "another needle"), bodies(both));
        assertTrue(both.getBoolean("complete"));
        JsonObject newest = history("with=" + peer + "&keywords=needle&max=1");
        assertEquals(List.of("another needle"), bodies(newest));
        assertFalse(newest.getBoolean("complete"));
        assertEquals(List.of("The Needle in it"),
                bodies(history("with=" + peer + "&keywords=needle&max=1&before=" + encoded(newest.getString("before")))));
        assertEquals(List.of(), bodies(history("with=" + peer + "&keywords=haystack")));
    }

    @Test
    void aRoomHasItsOwnHistory() {
        String room = "hist-" + UUID.randomUUID();
        ann.api().put(chat("/rooms/" + room)).expect(200);
        try (SseClient told = ann.stream(); NativeClient other = NativeClient.login(node.server(), peer)) {
            var chat = other.join(room, "other");
            for (int i = 0; i < 5; i++) {
                ann.api().post(chat("/rooms/" + room), new JsonObject().put("body", Integer.toString(i)).put("n", i)).expect(200);
            }
            sendTo(chat, "from the other");
            told.await(event -> event.data().contains("from the other"));
            JsonObject newest = history("room=" + room + "&max=3");
            assertEquals(List.of("3", "4", "from the other"), bodies(newest));
            assertEquals(3, newest.getJsonArray("messages").getJsonObject(0).getJsonObject("data").getInteger("n"));
            JsonObject before = history("room=" + room + "&max=3&before=" + encoded(newest.getString("before")));
            assertEquals(List.of("0", "1", "2"), bodies(before));
            JsonObject after = history("room=" + room + "&max=3&after=" + encoded(before.getString("after")));
            assertEquals(List.of("3", "4", "from the other"), bodies(after));
            JsonObject elsewhere = ann.api().get(chat("/rooms/" + room + "/chathistory?max=1")).expect(200).json();
            assertTrue(elsewhere.encode().contains("from the other"), elsewhere.encode());
        }
    }

    private static void sendTo(MultiUserChat chat, String body) {
        try {
            chat.sendMessage(body);
        } catch (SmackException.NotConnectedException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void sayNumbers(int from, int end) {
        for (int i = from; i < end; i++) {
            ann.say(node.server().jid(peer), Integer.toString(i));
        }
    }

    private JsonObject history(String query) {
        return ann.api().get(chat("/messages?" + query)).expect(200).json();
    }

    private static List<String> bodies(JsonObject page) {
        List<String> bodies = new ArrayList<>();
        page.getJsonArray("messages").forEach(message -> bodies.add(((JsonObject) message).getString("body")));
        return bodies;
    }

    private static String earlier(String time) {
        return Instant.parse(time).minusSeconds(5).toString();
    }

    private static String later(String time) {
        return Instant.parse(time).plusSeconds(5).toString();
    }

    private static String encoded(String value) {
        return ApiClient.encoded(value);
    }
}
