package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.jiveproperties.packet.JivePropertiesExtension;
import org.jivesoftware.smackx.json.packet.JsonPacketExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people write arrives as they wrote it, whatever it is, between web users and native clients both ways. */
@Tag("transport")
@WithParley
class MessagesIT {
    private static final String MARK = "\u2026the end";
    private static final String[] BODIES = {
        "\"quoted\" and 'quoted'", "C:\\dir\\new \\u0041 \\", "one\ntwo\n\nfour", "tab\there, space at both ends ",
        "one\r\ntwo\rthree\n", "\uD83D\uDE00 \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \u4f60\u597d \u05e9\u05dc\u05d5\u05dd",
        "</script><script>alert(1)</script>", "</body></message><presence/>", "<![CDATA[ x ]]> ]]>", "&amp; &lt; &#13; & <",
        "line separators \u2028 \u2029 \u0085 end", "data: x\nid: 7\nevent: chatapi.closed\n", "{", "[1, 2]", "{\"body\": unfinished"};

    private final ParleyNode node;
    private Person ann;
    private Person ben;

    MessagesIT(ParleyNode node) {
        this.node = node;
        node.server().register("msg-ann", "msg-ann");
        node.server().register("msg-ben", "msg-ben");
        node.server().register("msg-cat", "msg-cat");
    }

    @BeforeEach
    void logIn() {
        ann = node.login("msg-ann");
        ben = node.login("msg-ben");
    }

    @AfterEach
    void logOff() {
        ann.leave();
        ben.leave();
    }

    @Test
    void anyTextArrivesIntactAtAWebUser() {
        try (SseClient told = ben.stream()) {
            for (String body : BODIES) {
                String id = sendText(body).expect(200).json().getString("id");
                JsonObject event = told.next("chatapi.chat").json();
                assertEquals(body, event.getString("body"));
                assertEquals(id, event.getString("id"));
                assertNull(event.getValue("data"), body);
            }
        }
    }

    @Test
    void anyTextInAnObjectArrivesIntactAtAWebUser() {
        try (SseClient told = ben.stream()) {
            for (String body : BODIES) {
                JsonObject given = new JsonObject().put("body", body).put("more", body).put(body, 1);
                ann.api().post(chat("/messages/" + ben.address()), given).expect(200);
                JsonObject event = told.next("chatapi.chat").json();
                assertEquals(body, event.getString("body"));
                assertEquals(given, event.getJsonObject("data"));
            }
        }
    }

    @Test
    void anyTextArrivesIntactAtANativeClientAndFromIt() {
        try (NativeClient cat = NativeClient.login(node.server(), "msg-cat"); SseClient told = ann.stream()) {
            for (String body : BODIES) {
                ann.api().post(chat("/messages/msg-cat"), body).expect(200);
                String lineFeeds = body.replace("\r\n", "\n").replace('\r', '\n'); // XML knows one line break only
                cat.awaitBody(lineFeeds);
                if (lineFeeds.contains("]]>")) {
                    continue; // the native client is Smack as it is, which cannot say this
                }
                String id = cat.say("msg-ann", lineFeeds);
                JsonObject event = told.next(one -> one.event().equals("chatapi.chat") && one.json().getValue("sent") == null).json();
                assertEquals(lineFeeds, event.getString("body"));
                assertEquals(id, event.getString("id"));
            }
        }
    }

    @Test
    void aHundredKilobytesArriveIntact() {
        String body = "0123456789<&>\"'\\\n\uD83D\uDE00".repeat(100_000 / 20) + MARK;
        try (NativeClient cat = NativeClient.login(node.server(), "msg-cat"); SseClient told = ben.stream()) {
            assertTrue(body.length() > 90_000);
            sendText(body).expect(200);
            assertEquals(body, told.next("chatapi.chat").json().getString("body"));
            ann.api().post(chat("/messages/msg-cat"), new JsonObject().put("body", body).put("n", 1)).expect(200);
            cat.awaitBody(body);
            cat.say("msg-ben", body);
            assertEquals(body, told.next("chatapi.chat").json().getString("body"));
        }
    }

    @Test
    void numbersKeepTheirDigits() {
        String numbers = "\"a\":1.10,\"b\":1e400,\"c\":12345678901234567890,\"d\":[-0,0.00000001,1E-7,3.0]";
        try (SseClient told = ben.stream()) {
            send("application/json", "{\"body\":\"n\"," + numbers + "}").expect(200);
            String data = told.next("chatapi.chat").data();
            assertTrue(data.contains("\"data\":{\"body\":\"n\"," + numbers + "}"), data);
        }
    }

    @Test
    void anObjectAsTextIsAnObject() {
        try (SseClient told = ben.stream()) {
            sendText("{\"body\": \"hi\", \"colour\": \"blue\"}").expect(200);
            JsonObject event = told.next("chatapi.chat").json();
            assertEquals("hi", event.getString("body"));
            assertEquals(new JsonObject().put("body", "hi").put("colour", "blue"), event.getJsonObject("data"));
        }
    }

    @Test
    void dataWithoutABodyIsANotification() {
        try (SseClient told = ben.stream()) {
            JsonObject given = new JsonObject().put("turn", 7).put("odd", "\u0001\uFFFE");
            String id = ann.api().post(chat("/messages/" + ben.address()), given).expect(200).json().getString("id");
            JsonObject event = told.next("chatapi.notify").json();
            assertEquals("notify", event.getString("type"));
            assertEquals(id, event.getString("id"));
            assertEquals(given, event.getJsonObject("data"));
            assertEquals(ann.jid(), event.getString("from"));
            assertFalse(event.containsKey("body"));
        }
    }

    @Test
    void announcedJsonMustBeAnObjectWithATextAsBody() {
        for (String body : List.of("{\"body\": 7}", "{\"body\": {\"a\": 1}}", "{\"body\": [\"x\"]}", "{\"body\": true}",
                "{\"body\":", "[1]", "nonsense", "{\"a\":1} {\"b\":2}")) {
            assertEquals(400, send("application/json", body).status(), body);
        }
    }

    @Test
    void nothingIsNoMessage() {
        assertEquals(400, send("text/plain", "").status());
        assertEquals(400, send("application/json", "").status());
        assertEquals(400, ann.api().post(chat("/messages/" + ben.address())).status());
    }

    @Test
    void whatXmlCannotCarryIsRefusedAtTheSender() {
        assertEquals("not-xml", sendText("bell \u0007").expect(422).code());
        assertEquals("not-xml", sendText("no character \uFFFE").expect(422).code());
        assertEquals("not-xml", send("application/json", "{\"body\":\"zero \\u0000\"}").expect(422).code());
        assertEquals("not-xml", send("application/json", "{\"body\":\"half \\ud83d\"}").expect(422).code());
        try (SseClient told = ben.stream()) {
            sendText("and the session lives on").expect(200);
            assertEquals("and the session lives on", told.next("chatapi.chat").json().getString("body"));
        }
    }

    @Test
    void aCharacterDataSectionOfOnesOwnIsText() {
        try (SseClient told = ben.stream()) {
            ann.api().post(chat("/xmpp"), "application/xml", "<message type='chat' id='cdata-1' to='" + ben.address()
                    + "'><body><![CDATA[<a> & ]]]]><![CDATA[>]]></body></message>").expect(202);
            assertEquals("<a> & ]]>", told.next("chatapi.chat").json().getString("body"));
        }
    }

    @Test
    void theOlderKindOfDataIsRead() {
        try (NativeClient cat = NativeClient.login(node.server(), "msg-cat"); SseClient told = ann.stream()) {
            Message message = messageTo(cat, "hello");
            JivePropertiesExtension properties = new JivePropertiesExtension();
            properties.setProperty("data", "{\"colour\":\"blue\"}");
            message.addExtension(properties);
            cat.send(message);
            JsonObject event = told.next("chatapi.chat").json();
            assertEquals("hello", event.getString("body"));
            assertEquals("blue", event.getJsonObject("data").getString("colour"));
        }
    }

    @Test
    void aPeersJsonCannotForgeFields() {
        String[] forgeries = {"{\"body\":\"other words\",\"type\":\"x\",\"from\":\"admin\"}", "{},\"from\":\"admin\",\"x\":{}",
            "{\"a\":1}}\n\nevent: chatapi.closed\ndata: {}", "\"other words\"", "null", "[]", "{\"a\":\"\n\"}", "{\"body\":null}"};
        try (NativeClient cat = NativeClient.login(node.server(), "msg-cat"); SseClient told = ann.stream()) {
            for (String forged : forgeries) {
                Message message = messageTo(cat, "my own\nwords");
                message.addExtension(new JsonPacketExtension(forged));
                cat.send(message);
                SseEvent event = told.next("chatapi.chat");
                assertEquals("my own\nwords", event.json().getString("body"), forged);
                assertEquals("chat", event.json().getString("type"), forged);
                assertEquals(cat.jid().toString(), event.json().getString("from"), forged);
                JsonObject data = event.json().getJsonObject("data");
                assertTrue(data == null || "my own\nwords".equals(data.getString("body")), forged);
            }
        }
    }

    @Test
    void aKeySendsOnce() {
        ApiClient keyed = ann.api().with("Idempotency-Key", "key-1");
        try (SseClient told = ben.stream()) {
            String id = keyed.post(chat("/messages/" + ben.address()), "once").expect(200).json().getString("id");
            assertEquals(id, keyed.post(chat("/messages/" + ben.address()), "once").expect(200).json().getString("id"));
            assertEquals("idempotency-conflict", keyed.post(chat("/messages/" + ben.address()), "twice").expect(409).code());
            assertEquals("idempotency-conflict", keyed.post(chat("/messages/msg-cat"), "once").expect(409).code());
            // somebody else's key of the same name is another key
            String own = ben.api().with("Idempotency-Key", "key-1").post(chat("/messages/" + ann.address()), "mine").expect(200).json()
                    .getString("id");
            assertFalse(own.equals(id));
            sendText(MARK).expect(200);
            told.await(event -> event.data().contains(MARK));
            assertEquals(1, told.events().stream().filter(event -> event.data().contains("\"once\"")).count());
            assertEquals(0, told.events().stream().filter(event -> event.data().contains("\"twice\"")).count());
        }
    }

    /** Prosody refuses before it acknowledges, ejabberd may do it afterwards: an answer or an event, never silence. */
    @Test
    void aMessageToNobodyIsRefused() {
        try (SseClient told = ann.stream()) {
            for (String nobody : new String[] {"msg-nobody@" + node.server().domain(), "someone@offline.invalid"}) {
                ApiResponse answer = ann.api().post(chat("/messages/" + nobody), "anybody there?");
                if (answer.status() == 200) {
                    JsonObject event = told.next("chatapi.error").json();
                    assertEquals(answer.json().getString("id"), event.getString("id"));
                    assertFalse(event.getString("condition").isEmpty());
                } else {
                    assertFalse(answer.expect(422).json().getString("condition").isEmpty());
                }
            }
        }
    }

    /** The peer's own client can only refuse after the server has taken the message. */
    @Test
    void aRefusalAfterTheAcknowledgementIsAnEvent() {
        try (NativeClient cat = NativeClient.login(node.server(), "msg-cat"); SseClient told = ann.stream()) {
            String id = ann.say(cat.jid().toString(), "do you want this?");
            Message refused = cat.awaitBody("do you want this?");
            Message error = new Message(refused.getFrom(), Message.Type.error);
            error.setStanzaId(refused.getStanzaId());
            error.setError(StanzaError.getBuilder().setCondition(StanzaError.Condition.not_acceptable).build());
            cat.send(error);
            JsonObject event = told.next("chatapi.error").json();
            assertEquals(id, event.getString("id"));
            assertEquals("not-acceptable", event.getString("condition"));
            assertEquals(cat.jid().toString(), event.getString("from"));
        }
    }

    @Test
    void chatStatesAreToldAndNotKept() {
        try (SseClient told = ben.stream()) {
            for (String state : new String[] {"composing", "paused", "active", "inactive", "gone"}) {
                ann.api().post(chat("/chatstate/" + state + "/" + ben.address())).expect(200);
                JsonObject event = told.next("chatapi.chat").json();
                assertEquals(state, event.getString("state"));
                assertEquals(ann.jid(), event.getString("from"));
            }
            assertEquals(400, ann.api().post(chat("/chatstate/sleeping/" + ben.address())).status());
        }
    }

    private ApiResponse sendText(String body) {
        return ann.api().post(chat("/messages/" + ben.address()), body);
    }

    private ApiResponse send(String type, String body) {
        return ann.api().post(chat("/messages/" + ben.address()), type, body);
    }

    private Message messageTo(NativeClient from, String body) {
        Message message = new Message(from.userJid("msg-ann"), Message.Type.chat);
        message.setStanzaId("c-" + UUID.randomUUID());
        message.setBody(body);
        return message;
    }
}
