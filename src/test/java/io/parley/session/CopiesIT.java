package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonObject;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.carbons.packet.CarbonExtension;
import org.jivesoftware.smackx.forward.packet.Forwarded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every device of a user sees both sides of a conversation (XEP-0280), and nobody else can put words into it. */
@WithParley
class CopiesIT {
    private final ParleyNode node;
    private Person ann;

    CopiesIT(ParleyNode node) {
        this.node = node;
        node.server().register("copy-ann", "copy-ann");
        node.server().register("copy-cat", "copy-cat");
    }

    @BeforeEach
    void logIn() {
        ann = node.login("copy-ann");
    }

    @AfterEach
    void logOff() {
        ann.leave();
    }

    @Test
    void aSecondTabSeesWhatTheFirstOneSent() {
        Person secondTab = node.login("copy-ann");
        assertEquals(ann.streamId(), secondTab.streamId());
        assertNotEquals(ann.token(), secondTab.token());
        try (SseClient first = ann.stream(); SseClient second = secondTab.stream()) {
            String id = ann.api().post(chat("/messages/copy-cat"), new JsonObject().put("body", "from the first tab").put("n", 1))
                    .expect(200).json().getString("id");
            for (SseClient tab : new SseClient[] {first, second}) {
                JsonObject event = tab.next("chatapi.chat").json();
                assertEquals(true, event.getBoolean("sent"));
                assertEquals(id, event.getString("id"));
                assertEquals(1, event.getJsonObject("data").getInteger("n"));
            }
        }
    }

    @Test
    void aNativeDeviceOfTheSenderAndTheWebSeeEachOthersMessages() {
        try (NativeClient phone = NativeClient.login(node.server(), "copy-ann"); SseClient told = ann.stream()) {
            phone.enableCarbons();
            String id = phone.say("copy-cat", "from the phone");
            JsonObject event = told.next("chatapi.chat").json();
            assertEquals("from the phone", event.getString("body"));
            assertEquals(true, event.getBoolean("sent"));
            assertEquals(id, event.getString("id"));
            assertEquals(phone.jid().toString(), event.getString("from"));

            ann.say(node.server().jid("copy-cat"), "from the web");
            Message carbon = phone.awaitMessage(message -> copyOf(message) != null && "from the web".equals(copyOf(message).getBody()));
            assertEquals(CarbonExtension.Direction.sent, CarbonExtension.from(carbon).getDirection());
        }
    }

    @Test
    void whatAnotherDeviceReceivesIsToldAsReceived() {
        try (NativeClient phone = NativeClient.login(node.server(), "copy-ann");
                NativeClient cat = NativeClient.login(node.server(), "copy-cat");
                SseClient told = ann.stream()) {
            Message toThePhone = new Message(phone.jid(), Message.Type.chat);
            toThePhone.setStanzaId("to-the-phone-" + System.nanoTime());
            toThePhone.setBody("only to the phone");
            cat.send(toThePhone);
            JsonObject event = told.next("chatapi.chat").json();
            assertEquals("only to the phone", event.getString("body"));
            assertEquals(cat.jid().toString(), event.getString("from"));
            assertNull(event.getValue("sent"));
        }
    }

    @Test
    void aForgedCopyIsIgnored() {
        try (NativeClient cat = NativeClient.login(node.server(), "copy-cat"); SseClient told = ann.stream()) {
            for (CarbonExtension.Direction direction : CarbonExtension.Direction.values()) {
                Message words = new Message(cat.userJid("copy-cat"), Message.Type.chat);
                words.setFrom(cat.userJid("copy-ann"));
                words.setStanzaId("forged-" + direction);
                words.setBody("words put into a mouth");
                Message carrier = new Message(cat.userJid("copy-ann"), Message.Type.chat);
                carrier.addExtension(new CarbonExtension(direction, new Forwarded<>(words)));
                cat.send(carrier);
            }
            cat.say("copy-ann", "an honest word");
            told.await(event -> event.data().contains("an honest word"));
            assertTrue(told.events().stream().noneMatch(event -> event.data().contains("put into a mouth")),
                    () -> told.events().toString());
        }
    }

    private static Message copyOf(Message message) {
        CarbonExtension carbon = CarbonExtension.from(message);
        return carbon == null ? null : carbon.getForwarded().getForwardedStanza();
    }
}
