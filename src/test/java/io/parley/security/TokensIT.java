package io.parley.security;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Eventually;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens that are expired, forged, replayed, renewed, or from before a crash; and the cookie that is one of them. */
@WithParley
@Tag("once")
class TokensIT {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final ParleyNode node;
    private Person ann;

    TokensIT(ParleyNode node) {
        this.node = node;
        List.of("tokens-ann", "tokens-ben").forEach(user -> node.server().register(user, user));
    }

    @BeforeEach
    void logIn() {
        ann = node.login("tokens-ann");
    }

    @AfterEach
    void logOff() {
        ann.leave();
    }

    @Test
    void forgedTokensOpenNothing() {
        String[] parts = ann.token().split("\\.");
        JsonObject claims = new JsonObject(decoded(parts[1]));
        String bens = encoded(claims.copy().put("sub", "tokens-ben"));
        String none = encoded(new JsonObject().put("typ", "JWT").put("alg", "none"));
        String later = encoded(claims.copy().put("exp", claims.getLong("exp") + 3600));
        List<String> forged = List.of(
                parts[0] + "." + bens + "." + parts[2],
                parts[0] + "." + later + "." + parts[2],
                none + "." + parts[1] + ".",
                none + "." + parts[1] + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1] + "." + signature(parts[0] + "." + parts[1], new byte[32]),
                parts[0] + "." + parts[1] + "." + signature(parts[0] + "." + parts[1], ParleyNode.SECRET.getBytes(StandardCharsets.UTF_8)),
                parts[0] + "." + parts[1] + "." + parts[2].substring(1),
                "..", ".", "x.y.z", "e30.e30.e30", "a".repeat(3000));
        for (String token : forged) {
            assertEquals("credentials-wrong", node.api().withBearer(token).get(chat("/contacts")).expect(401).code(), token);
            assertEquals(401, node.api().get(chat("/events?token=" + ApiClient.encoded(token))).status(), token);
            assertEquals(401, node.api().with("Cookie", "parley_stream=" + token).get(ann.session("/events")).status(), token);
        }
        assertEquals(401, node.api().withBearer("").get(chat("/contacts")).status());
        ann.api().get(chat("/contacts")).expect(200);
    }

    @Test
    void theKindsOfTokensAreNotMixedUp() {
        assertEquals(401, node.api().get(chat("/events?token=" + ann.token())).status(), "an API token must not stand in a URL");
        assertEquals(401, node.api().withBearer(ann.streamToken()).get(chat("/contacts")).status());
        assertEquals(401, node.api().withBearer(ann.streamToken()).get(chat("/events")).status());
        assertEquals(401, node.api().withBearer(ann.streamId()).get(chat("/contacts")).status());
        assertEquals(401, node.api().withSecret(ann.token()).get(chat("/contacts")).status(), "without Bearer only the master secret goes");
    }

    @Test
    void afterLogoffNoTokenOfThatLoginCounts() {
        Person phone = node.login("tokens-ann");
        SseClient phoneStream = phone.stream();
        try (SseClient stays = ann.stream(); phoneStream) {
            phone.logoff();

            assertEquals("login-ended", phone.api().get(chat("/contacts")).expect(401).code());
            assertEquals("login-ended", phone.api().get(phone.session("/contacts")).expect(401).code());
            assertEquals("login-ended", phone.api().post(chat("/token")).expect(401).code());
            node.api().get(chat("/events?token=" + phone.streamToken())).expect(401);
            node.api().with("Cookie", "parley_stream=" + phone.streamToken()).get(phone.session("/events")).expect(401);
            phoneStream.next("chatapi.closed");
            assertEquals(SseClient.End.COMPLETE, phoneStream.awaitEnd());

            ann.say("tokens-ann@" + node.server().domain(), "the other login lives");
            stays.next(event -> event.data().contains("the other login lives"));
        }
    }

    @Test
    void oneLoginsTokenOpensAStreamOfTheSameSessionThatEndsWithThatLogin() {
        Person phone = node.login("tokens-ann");
        assertEquals(ann.streamId(), phone.streamId());
        assertNotEquals(ann.token(), phone.token());
        try (SseClient stream = SseClient.open(node.vertx(), node.check(), node.api(),
                ann.session("/events?token=" + phone.streamToken()))) {
            phone.logoff();
            stream.next("chatapi.closed");
        }
    }

    @Test
    void aRenewedTokenBelongsToTheSameLogin() {
        JsonObject renewed = ann.api().post(chat("/token")).expect(200).json();
        assertEquals(ann.streamId(), renewed.getString("streamid"));
        ApiClient again = node.api().withBearer(renewed.getString("token"));
        again.get(chat("/contacts")).expect(200);
        ann.api().get(chat("/contacts")).expect(200); // requests under way at the renewal must not fail

        again.post(chat("/logoff")).expect(200);
        again.get(chat("/contacts")).expect(401);
        ann.api().get(chat("/contacts")).expect(401);
        ann.api().post(chat("/token")).expect(401);
    }

    @Test
    void nobodyRenewsWithAnythingButAToken() {
        node.backEnd().post(chat("/token")).expect(401);
        node.api().withBasic("tokens-ann", "tokens-ann").post(chat("/token")).expect(401);
        node.api().post(chat("/token")).expect(401);
    }

    @Test
    void theCookieOpensItsSessionsStreamAndGoesNowhereElse() {
        ApiResponse login = node.api().with("Accept", "application/json").post(chat("/login"), new JsonObject().put("username", "tokens-ann").put("password", "tokens-ann"))
                .expect(200);
        String cookie = login.header("Set-Cookie");
        List<String> attributes = List.of(cookie.split("; "));
        assertTrue(attributes.containsAll(List.of("HTTPOnly", "SameSite=Strict", "Path=" + ann.session("/events"))), cookie);
        assertFalse(cookie.contains("Domain") || cookie.contains("Max-Age") || cookie.contains("Expires"), cookie);
        assertFalse(attributes.contains("Secure"), "over plain HTTP a browser would drop it");
        assertEquals(1, login.headers().getAll("Set-Cookie").size());

        ApiClient browser = node.api().with("Cookie", attributes.get(0));
        try (SseClient stream = SseClient.open(node.vertx(), node.check(), browser, ann.session("/events"))) {
            ann.say("tokens-ann@" + node.server().domain(), "to the browser");
            stream.next(event -> event.data().contains("to the browser"));
        }
        browser.get(ann.session("/contacts")).expect(401);
        browser.post(ann.session("/logoff")).expect(401);
        String cleared = ann.api().post(chat("/logoff")).expect(200).header("Set-Cookie");
        assertTrue(cleared.contains("Max-Age=0") && cleared.contains("Path=" + ann.session("/events")), cleared);
    }

    @Test
    void tokensExpireButTheStreamGoesOn() {
        try (ParleyNode brief = ParleyNode.start(node.vertx(), node.server(), ParleyExtension.newDirectory(),
                Map.of("PARLEY_ACCESS_TOKEN_LIFETIME", "1s"))) {
            Person ben = brief.login("tokens-ben");
            try (SseClient stream = SseClient.open(brief.vertx(), brief.check(), brief.api(), chat("/events?token=" + ben.streamToken()))) {
                ApiResponse late = Eventually.get(() -> ben.api().get(chat("/contacts")), answer -> answer.status() == 401);
                assertEquals("token-expired", late.code());
                assertEquals("token-expired", ben.api().post(chat("/token")).expect(401).code());

                brief.api().withBasic("tokens-ben", "tokens-ben").post(chat("/messages/" + ben.address()), "still here").expect(200);
                stream.next(event -> event.data().contains("still here"));
            }
            restartedNodeKnowsNoOldLogin(brief, ben);
        }
    }

    /** The keys are kept, so the signature is good; but the login died with the process. */
    private static void restartedNodeKnowsNoOldLogin(ParleyNode brief, Person ben) {
        brief.kill();
        brief.start();
        brief.api().get(chat("/events?token=" + ben.streamToken())).expect(401);
        brief.api().with("Cookie", "parley_stream=" + ben.streamToken()).get("/sse/tokens-ben").expect(401);
        assertEquals("unknown-session", brief.backEnd().get(ben.session("/contacts")).expect(404).code());
        Person again = brief.login("tokens-ben");
        assertNotEquals(ben.streamId(), again.streamId());
        brief.api().get(chat("/events?token=" + ben.streamToken())).expect(401);
        brief.api().get(again.session("/events?token=" + ben.streamToken())).expect(401);
        again.leave();
    }

    private static String signature(String signed, byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(JsonObject part) {
        return BASE64.encodeToString(part.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
