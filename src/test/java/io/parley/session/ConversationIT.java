package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two people talk: over HTTP on both sides, and with somebody whose client speaks XMPP. */
@Tag("transport")
@WithParley
class ConversationIT {
    private final ParleyNode node;
    private Person alice;
    private Person bob;

    ConversationIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeEach
    void logIn() {
        alice = node.login("alice");
        bob = node.login("bob");
    }

    @AfterEach
    void logOff() {
        alice.leave();
        bob.leave();
    }

    @Test
    void whatAliceSaysIsToldToBobWithAllItsData() {
        try (SseClient told = bob.stream()) {
            JsonObject given = new JsonObject().put("body", "hello \"bob\"").put("colour", "blue").put("nested", new JsonObject().put("n", 1));
            String id = alice.api().post(chat("/messages/" + bob.address()), given).expect(200).json().getString("id");

            JsonObject event = new JsonObject(told.next("chatapi.chat").data());
            assertEquals("chat", event.getString("type"));
            assertEquals(id, event.getString("id"));
            assertEquals("hello \"bob\"", event.getString("body"));
            assertEquals(given, event.getJsonObject("data"));
            assertEquals(alice.jid(), event.getString("from"));
        }
    }

    @Test
    void aNativeClientSeesTheBodyAndAnswers() {
        try (NativeClient carol = NativeClient.login(node.server(), "carol"); SseClient told = alice.stream()) {
            alice.say("carol@" + node.server().domain(), "hello carol");
            carol.awaitBody("hello carol");

            carol.say("alice", "hello alice");
            JsonObject event = new JsonObject(told.next(one -> one.event().equals("chatapi.chat")
                    && one.data().contains("hello alice")).data());
            assertEquals("hello alice", event.getString("body"));
            assertNull(event.getValue("data"));
        }
    }
}
