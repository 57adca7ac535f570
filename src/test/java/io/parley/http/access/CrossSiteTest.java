package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pages of other sites can do with a user's browser. */
class CrossSiteTest extends FrontDoorTest {
    private static final String FRIEND = "https://friend.example";

    private Visitor cookie;
    private Visitor basic;
    private Visitor bearer;
    private String events;

    @Override
    List<String> trustedProxies() {
        return List.of("127.0.0.0/8");
    }

    @Override
    List<String> corsOrigins() {
        return List.of(FRIEND);
    }

    @BeforeEach
    void logAliceIn() throws Exception {
        JsonObject alice = logIn("alice", "wonderland");
        cookie = nobody.with("Cookie", StreamCookie.NAME + "=" + alice.getString("streamToken"));
        basic = nobody.basic("alice", "wonderland");
        bearer = nobody.bearer(alice.getString("token"));
        events = "chat/" + alice.getString("streamid") + "/events";
    }

    @Test
    void aForgedPostIsRefusedBeforeItDoesAnything() throws Exception {
        int before = house.sessionSide.asked.size();

        assertEquals("403 cross-site", basic.with("Sec-Fetch-Site", "cross-site").post("chat/logoff").problem());
        assertEquals("403 cross-site", basic.with("Origin", "https://evil.test").post("chat/logoff").problem());
        assertEquals("403 cross-site", basic.with("Origin", "null").post("chat/logoff").problem());

        assertEquals(before, house.sessionSide.asked.size());
    }

    @Test
    void theCookieIsNotTakenFromElsewhere() throws Exception {
        assertEquals("403 cross-site", cookie.with("Sec-Fetch-Site", "cross-site").get(events).problem());
        assertEquals("403 cross-site", cookie.with("Origin", "https://evil.test").get(events).problem());
        assertEquals("403 cross-site", cookie.with("Origin", ours() + "0").get(events).problem());
        assertEquals("403 cross-site", cookie.with("Origin", ours().replace("http:", "https:")).get(events).problem());
    }

    @Test
    void ourOwnPagesAndTheConfiguredOnesAreServed() throws Exception {
        for (String origin : List.of(ours(), FRIEND, "HTTPS://Friend.example:443")) {
            assertEquals(200, cookie.with("Origin", origin).get(events).status(), origin);
            assertEquals(200, basic.with("Origin", origin).get("chat/session").status(), origin);
        }
        assertEquals(200, cookie.with("Sec-Fetch-Site", "same-origin").get(events).status());
        assertEquals(200, basic.get("chat/session").status());
    }

    @Test
    void ourOriginIsTheOneThatTheProxyWasAskedFor() throws Exception {
        Visitor proxied = cookie.with("X-Forwarded-For", "198.51.100.1").with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Host", "chat.example.org");

        assertEquals(200, proxied.with("Origin", "https://chat.example.org").get(events).status());
        assertEquals("403 cross-site", proxied.with("Origin", ours()).get(events).problem());
    }

    @Test
    void behindAProxyWithTlsTheCookieIsSecure() throws Exception {
        Visitor.Reply reply = nobody.with("X-Forwarded-Proto", "https").post("chat/alice/login", "wonderland");

        assertTrue(reply.header("Set-Cookie").contains("; Secure"), reply.header("Set-Cookie"));
    }

    @Test
    void guessersBehindAProxyAreToldApart() throws Exception {
        Visitor guesser = nobody.with("X-Forwarded-For", "198.51.100.1");
        for (int i = 0; i < 5; i++) {
            guesser.post("chat/alice/login", "guess");
        }

        assertEquals(429, guesser.post("chat/alice/login", "guess").status());
        assertEquals(200, nobody.with("X-Forwarded-For", "198.51.100.2").post("chat/alice/login", "wonderland").status());
    }

    @Test
    void whatNoBrowserAddsByItselfMayComeFromAnywhere() throws Exception {
        Visitor.Reply reply = bearer.with("Sec-Fetch-Site", "cross-site").with("Origin", "https://evil.test").get("chat/session");

        assertEquals(200, reply.status());
        assertNull(reply.header("Access-Control-Allow-Origin"));
        assertEquals(200, master.with("Sec-Fetch-Site", "cross-site").get("chat/session?user=alice").status());
    }

    @Test
    void aPreflightNeedsNoCredentials() throws Exception {
        Visitor.Reply reply = nobody.with("Origin", FRIEND).with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "authorization,idempotency-key").options("chat/messages/bob");

        assertEquals(204, reply.status());
        assertEquals(FRIEND, reply.header("Access-Control-Allow-Origin"));
        assertEquals("true", reply.header("Access-Control-Allow-Credentials"));
        assertEquals("GET, POST, PUT, DELETE", reply.header("Access-Control-Allow-Methods"));
        assertEquals(List.of("Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"),
                List.of(reply.header("Access-Control-Allow-Headers").split(", ")));
        assertEquals("3600", reply.header("Access-Control-Max-Age"));
        assertEquals("Origin", reply.header("Vary"));
    }

    @Test
    void aStrangersPreflightGetsNothing() throws Exception {
        Visitor.Reply reply = nobody.with("Origin", "https://evil.test").with("Access-Control-Request-Method", "POST").options(events);

        assertEquals("403 cross-site", reply.problem());
        assertFalse(reply.response().headers().names().stream().anyMatch(name -> name.startsWith("Access-Control-")));
    }

    @Test
    void problemsCanBeReadByAllowedPagesToo() throws Exception {
        Visitor.Reply reply = nobody.with("Origin", FRIEND).get("chat/session");

        assertEquals("401 credentials-missing", reply.problem());
        assertEquals(FRIEND, reply.header("Access-Control-Allow-Origin"));
        assertEquals("X-Request-Id, Retry-After, Location", reply.header("Access-Control-Expose-Headers"));
    }

    private String ours() {
        return "http://127.0.0.1:" + house.port();
    }
}
