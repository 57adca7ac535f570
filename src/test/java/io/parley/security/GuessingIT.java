package io.parley.security;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Passwords: how guessing is slowed, and how long one that was good is believed. */
@WithXmpp
@Tag("once")
class GuessingIT {
    private static Vertx vertx;
    private static XmppServer server;
    private static ParleyNode node;

    @BeforeAll
    static void start(XmppServer shared) {
        vertx = Vertx.vertx();
        server = shared;
        node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(),
                Map.of("PARLEY_ACCESS_BASIC_MEMORY", "2s", "PARLEY_HTTP_TRUSTED_PROXIES", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        node.close();
        Await.await(vertx.close());
    }

    @Test
    void fromTheFifthFailureOnAGuesserHasToWait() {
        server.register("guess-ann", "guess-ann");
        server.register("guess-ben", "guess-ben");
        ApiClient guesser = from("192.0.2.1");
        for (int i = 1; i <= 4; i++) {
            assertEquals("credentials-wrong", logIn(guesser, "guess-ann", "wrong-" + i).expect(401).code());
        }
        for (ApiResponse slowed : List.of(logIn(guesser, "guess-ann", "wrong-5"),
                guesser.post("/restapi/v1/chat/guess-ann/login", "wrong-6"),
                guesser.withBasic("guess-ann", "wrong-7").get(chat("/contacts")), logIn(guesser, "GUESS-Ann", "wrong-8"))) {
            assertEquals("too-many-failed-logins", slowed.expect(429).code());
            int wait = Integer.parseInt(slowed.header("Retry-After"));
            assertTrue(wait >= 1 && wait <= 60, slowed.toString());
        }
        logIn(guesser, "guess-ann", "guess-ann").expect(429); // also the right one, or an answer would tell
        logIn(from("192.0.2.2"), "guess-ann", "guess-ann").expect(200);
        logIn(guesser, "guess-ben", "guess-ben").expect(200);

        Eventually.get(() -> logIn(guesser, "guess-ann", "guess-ann"), answer -> answer.status() == 200);
        logIn(guesser, "guess-ann", "wrong-9").expect(401);
    }

    @Test
    void rememberedCredentialsAreNeverSlowed() {
        server.register("guess-cat", "guess-cat");
        ApiClient good = from("192.0.2.3").withBasic("guess-cat", "guess-cat");
        good.get(chat("/contacts")).expect(200);
        for (int i = 0; i < 6; i++) {
            logIn(from("192.0.2.3"), "guess-cat", "wrong-" + i);
            good.get(chat("/contacts"));
        }
        logIn(from("192.0.2.3"), "guess-cat", "wrong").expect(429);
        Eventually.get(() -> good.get(chat("/contacts")), answer -> answer.status() == 200);
        logIn(from("192.0.2.3"), "guess-cat", "wrong").expect(429);
        good.get(chat("/contacts")).expect(200);
    }

    @Test
    void aChangedPasswordIsNoticedWhenTheMemoryEnds() {
        server.register("guess-dan", "old-password");
        ApiClient old = node.api().withBasic("guess-dan", "old-password");
        old.get(chat("/contacts")).expect(200);
        server.register("guess-dan", "new-password");
        Eventually.get(() -> old.get(chat("/contacts")), answer -> answer.status() == 401);
        node.api().withBasic("guess-dan", "new-password").get(chat("/contacts")).expect(200);
        old.get(chat("/contacts")).expect(401);
    }

    @Test
    void checkingBasicNeverShowsTheUserOnline() {
        server.register("guess-eve", "guess-eve");
        server.register("guess-fay", "guess-fay");
        try (NativeClient fay = NativeClient.login(server, "guess-fay")) {
            try (NativeClient eve = NativeClient.login(server, "guess-eve")) {
                eve.befriend("guess-fay");
                fay.befriend("guess-eve");
                fay.awaitPresence(presence -> presence.isAvailable() && presence.getFrom().asBareJid().equals(eve.jid().asBareJid()));
            }
            fay.awaitPresence(presence -> !presence.isAvailable() && presence.getFrom() != null
                    && presence.getFrom().getLocalpartOrNull() != null
                    && presence.getFrom().getLocalpartOrNull().toString().equals("guess-eve"));
            fay.settle();
            fay.presences().drain();

            node.api().withBasic("guess-eve", "guess-eve").get("/restapi/v1/chat/s-" + "A".repeat(22) + "/contacts").expect(404);
            node.api().withBasic("guess-eve", "wrong").get("/restapi/v1/chat/s-" + "A".repeat(22) + "/contacts").expect(401);
            fay.settle();
            assertEquals(List.of(), fay.presences().drain(), "a check of the password is no login that anybody sees");
        }
    }

    @Test
    void headersOfStrangersSayNothingAboutTheirAddress() {
        server.register("guess-gus", "guess-gus");
        for (int i = 0; i < 4; i++) {
            // what the proxy appended is right-most; what stands before it the client made up
            logIn(node.api().with("X-Forwarded-For", "203.0.113." + i + ", 192.0.2.9"), "guess-gus", "wrong").expect(401);
        }
        ApiResponse fifth = logIn(node.api().with("X-Forwarded-For", "203.0.113.99, 192.0.2.9"), "guess-gus", "wrong");
        assertEquals(429, fifth.status());
        assertFalse(node.logText().contains("203.0.113."), "a made-up address in the log");
    }

    private static ApiClient from(String address) {
        return node.api().with("Forwarded", "for=" + address);
    }

    private static ApiResponse logIn(ApiClient client, String user, String password) {
        return client.post(chat("/login"), new JsonObject().put("username", user).put("password", password));
    }
}
