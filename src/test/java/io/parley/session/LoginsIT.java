package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.NativeClient;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who logs in, how often, and what becomes of a session that nobody looks at; on a node that soon loses its patience. */
@Tag("transport")
@WithXmpp
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginsIT {
    private static final String LOGIN = chat("/login");

    private final Vertx vertx = Vertx.vertx();
    private final XmppServer server;
    private ParleyNode node;

    LoginsIT(XmppServer server) {
        this.server = server;
    }

    @BeforeAll
    void start() {
        List.of("again", "many", "watched", "idle", "devices", "replaced", "first", "second")
                .forEach(name -> server.register("login-" + name, "login-" + name));
        node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of("PARLEY_SESSIONS_AWAY_AFTER", "500ms",
                "PARLEY_SESSIONS_IDLE_AFTER", "4s", "PARLEY_SESSIONS_MAX_LOGINS", "2",
                // logins that are not answered yet count as failed, against guessing in parallel
                "PARLEY_ACCESS_FREE_FAILURES", "100"));
    }

    @AfterAll
    void stop() {
        node.close();
        Await.await(vertx.close());
    }

    @Test
    void aSecondLoginIsVerifiedAndThenFindsTheSameSession() {
        Person first = node.login("login-again");
        assertEquals("credentials-wrong", password(node, "login-again", "wrong").expect(401).code());
        assertEquals(first.streamId(), node.login("login-again").streamId());
        assertEquals(first.streamId(), master(node, "login-again").expect(200).json().getString("streamid"));
        first.leave();
    }

    @Test
    void nobodyIsLoggedInWhoHasNoAccount() {
        if (server.name().equals("prosody")) { // ejabberd's own support lets any name in that a good token has
            assertEquals("unknown-user", master(node, "login-nobody").expect(404).code());
        }
        assertEquals("credentials-wrong", password(node, "login-nobody", "login-nobody").expect(401).code());
    }

    @Test
    void twentyLoginsAtOnceMakeOneSession() {
        List<Future<ApiResponse>> all = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            JsonObject own = new JsonObject().put("username", "login-many").put("password", "login-many");
            all.add(node.api().with("Accept", "application/json").send(HttpMethod.POST, LOGIN, "application/json", own.toBuffer()));
            JsonObject vouched = new JsonObject().put("username", "login-many");
            all.add(node.backEnd().with("Accept", "application/json").send(HttpMethod.POST, LOGIN, "application/json", vouched.toBuffer()));
        }
        Set<String> sessions = new HashSet<>();
        all.forEach(one -> sessions.add(Await.await(one).expect(200).json().getString("streamid")));
        assertEquals(1, sessions.size());
    }

    @Test
    void whoHasNoStreamIsAwayUntilOneOpensAndDoNotDisturbStays() {
        Person watched = node.login("login-watched");
        try (NativeClient looking = NativeClient.login(server, "login-watched")) {
            try (SseClient stream = watched.stream()) {
                awaitShow(looking, watched, Presence.Mode.available);
                // on a slow machine they were away before the stream was open
                looking.presences().drain();
            }
            awaitShow(looking, watched, Presence.Mode.away);
            try (SseClient stream = watched.stream()) {
                awaitShow(looking, watched, Presence.Mode.available);
                watched.api().post(chat("/presence?show=dnd")).expect(200);
                awaitShow(looking, watched, Presence.Mode.dnd);
            }
            // it ends with the session, and has not been away before
            Presence next = looking.awaitPresence(presence -> presence.getFrom().toString().equals(watched.jid())
                    && presence.getMode() != Presence.Mode.dnd || presence.getType() == Presence.Type.unavailable);
            assertEquals(Presence.Type.unavailable, next.getType());
        }
    }

    @Test
    void aSessionThatNobodyUsesEnds() {
        Person idle = node.login("login-idle");
        try (NativeClient looking = NativeClient.login(server, "login-idle")) {
            looking.awaitPresence(presence -> presence.getType() == Presence.Type.unavailable
                    && presence.getFrom().toString().equals(idle.jid()));
        }
        assertEquals("login-ended", idle.api().get(chat("/contacts")).expect(401).code());
    }

    @Test
    void oneDeviceTooManyEndsTheOneLongestUnused() {
        Person oldest = node.login("login-devices");
        Person second = node.login("login-devices");
        Person third = node.login("login-devices");
        oldest.api().get(chat("/contacts")).expect(401);
        second.api().get(chat("/contacts")).expect(200);
        third.api().get(chat("/contacts")).expect(200);
        third.leave();
    }

    @Test
    void anotherLoginWithTheSameResourceEndsTheSessionForGood() {
        Person replaced = node.login("login-replaced");
        String resource = replaced.jid().substring(replaced.jid().indexOf('/') + 1);
        try (SseClient stream = replaced.stream(); NativeClient other = NativeClient.login(server, "login-replaced", resource)) {
            assertEquals("replaced", new JsonObject(stream.next("chatapi.closed").data()).getString("reason"));
            // had the session come back, the other would be gone by now
            other.settle();
            assertTrue(other.connection().isAuthenticated());
        }
    }

    @Test
    void aFullPoolAndAFullNodeSayWhenToTryAgain() {
        try (ParleyNode small = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of("PARLEY_XMPP_POOL_SIZE", "1",
                "PARLEY_XMPP_POOL_QUEUE", "0", "PARLEY_SESSIONS_MAX_SESSIONS", "1", "PARLEY_SESSIONS_SHARDS", "1",
                "PARLEY_XMPP_PASSWORDLESS", "none"))) {
            assertEquals("passwordless-unsupported", master(small, "login-first").expect(501).code());

            List<Future<ApiResponse>> crowd = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                JsonObject own = new JsonObject().put("username", "login-first").put("password", "login-first");
                crowd.add(small.api().send(HttpMethod.POST, LOGIN, "application/json", own.toBuffer()));
            }
            List<ApiResponse> answers = crowd.stream().map(Await::await).toList();
            List<ApiResponse> refused = answers.stream().filter(answer -> answer.status() == 503).toList();
            assertTrue(!refused.isEmpty(), "one thread and no queue do not bear ten logins at once");
            refused.forEach(answer -> {
                assertEquals("pool-full", answer.code());
                assertNotNull(answer.header("Retry-After"));
            });

            password(small, "login-first", "login-first").expect(200);
            ApiResponse full = password(small, "login-second", "login-second").expect(503);
            assertEquals("node-full", full.code());
            assertNotNull(full.header("Retry-After"));
        }
    }

    private static ApiResponse password(ParleyNode node, String user, String password) {
        return node.api().post(LOGIN, new JsonObject().put("username", user).put("password", password));
    }

    private static ApiResponse master(ParleyNode node, String user) {
        ApiClient backEnd = node.backEnd().with("Accept", "application/json");
        return backEnd.post(LOGIN, new JsonObject().put("username", user));
    }

    private static void awaitShow(NativeClient looking, Person watched, Presence.Mode mode) {
        looking.awaitPresence(presence -> presence.getFrom().toString().equals(watched.jid()) && presence.getMode() == mode
                && presence.getType() == Presence.Type.available);
    }
}
