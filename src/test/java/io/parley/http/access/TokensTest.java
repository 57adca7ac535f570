package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import io.parley.keys.SignedClaims;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TokensTest {
    private static final Tokens.Login ALICE = new Tokens.Login("alice", "s-alice", "login-1");

    private final ManualClock clock = new ManualClock();
    private final SecretKey key = key(7);
    private Tokens tokens;
    private Vertx vertx;

    @BeforeEach
    void makeTokens(Vertx given) {
        vertx = given;
        tokens = new Tokens(vertx, key, Duration.ofMinutes(10), clock);
    }

    @Test
    void aTokenTellsItsLogin() {
        assertEquals(ALICE, tokens.readApi(tokens.api(ALICE).token()).result());
        assertEquals(ALICE, tokens.readStream(tokens.stream(ALICE)).result());
    }

    @Test
    void anApiTokenExpiresWhenItSaysSo() {
        Tokens.ApiToken token = tokens.api(ALICE);
        assertEquals(clock.instant().plus(Duration.ofMinutes(10)), token.expires());

        clock.pass(Duration.ofMinutes(10).minusSeconds(1));
        assertEquals(ALICE, tokens.readApi(token.token()).result());

        clock.pass(Duration.ofSeconds(1));
        assertRefused("token-expired", tokens.readApi(token.token()));
    }

    @Test
    void aStreamTokenLivesAsLongAsItsLogin() {
        String token = tokens.stream(ALICE);

        clock.pass(Duration.ofDays(400));

        assertEquals(ALICE, tokens.readStream(token).result());
    }

    @Test
    void aVisitorsTokensTellTheRequestAndLiveAsLongAsIt() {
        String token = tokens.visitor("fhrtbf7");
        String stream = tokens.visitorStream("fhrtbf7");

        clock.pass(Duration.ofDays(400));

        assertEquals("fhrtbf7", tokens.readVisitor(token).result());
        assertEquals("fhrtbf7", tokens.readVisitorStream(stream).result());
    }

    @Test
    void noTokenIsAnother() {
        Map<String, String> issued = Map.of("api", tokens.api(ALICE).token(), "stream", tokens.stream(ALICE),
                "visitor", tokens.visitor("fhrtbf7"), "visitorStream", tokens.visitorStream("fhrtbf7"));
        Map<String, Function<String, Future<?>>> readers = Map.of("api", tokens::readApi, "stream", tokens::readStream,
                "visitor", tokens::readVisitor, "visitorStream", tokens::readVisitorStream);

        issued.forEach((kind, token) -> readers.forEach((reader, read) -> {
            if (!kind.equals(reader)) {
                assertRefused("credentials-wrong", read.apply(token));
            }
        }));
    }

    @Test
    void aTokenOfAnotherKeyIsRefused() {
        Tokens forger = new Tokens(vertx, key(8), Duration.ofMinutes(10), clock);

        assertRefused("credentials-wrong", tokens.readApi(forger.api(ALICE).token()));
        assertRefused("credentials-wrong", tokens.readStream(forger.stream(ALICE)));
    }

    @Test
    void aTokenOfTheSameKeyForSomethingElseIsRefused() {
        String login = new SignedClaims(vertx, key, "xmpp-login").sign(new JsonObject().put("sub", "alice").put("exp", Long.MAX_VALUE));

        assertRefused("credentials-wrong", tokens.readApi(login));
    }

    @Test
    void anApiTokenThatNeverExpiresIsRefused() {
        String endless = new SignedClaims(vertx, key, "parley-api").sign(new JsonObject().put("sub", "alice"));

        assertRefused("credentials-wrong", tokens.readApi(endless));
    }

    @Test
    void claimsCannotBeChanged() {
        String[] parts = tokens.api(ALICE).token().split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("alice", "admin");

        assertRefused("credentials-wrong", tokens.readApi(parts[0] + "." + encoded(claims) + "." + parts[2]));
    }

    @Test
    void onlyTheOneAlgorithmCounts() throws Exception {
        String claims = encoded(new JsonObject().put("aud", "parley-api").put("sub", "alice").put("sid", "s-alice").put("lid", "login-1")
                .put("exp", clock.instant().plusSeconds(60).getEpochSecond()).encode());
        assertEquals(ALICE, tokens.readApi(signed("HS256", "HmacSHA256", claims)).result(), "else the rest of this test proves nothing");

        assertRefused("credentials-wrong", tokens.readApi(signed("HS512", "HmacSHA512", claims)));
        assertRefused("credentials-wrong", tokens.readApi(signed("none", "HmacSHA256", claims)));
        String none = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        for (String unsigned : new String[] {none + "." + claims, none + "." + claims + ".", none + "." + claims + ".e30"}) {
            assertRefused("credentials-wrong", tokens.readApi(unsigned));
        }
    }

    @Test
    void whatIsNoTokenIsRefused() {
        for (String junk : new String[] {"", ".", "..", "...", "a.b.c", "\u0000", "e30.e30.e30", "x".repeat(10_000)}) {
            assertRefused("credentials-wrong", tokens.readApi(junk));
            assertRefused("credentials-wrong", tokens.readStream(junk));
        }
    }

    private String signed(String name, String algorithm, String claims) throws Exception {
        String input = encoded(new JsonObject().put("alg", name).put("typ", "JWT").encode()) + "." + claims;
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getEncoded(), algorithm));
        return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void assertRefused(String code, Future<?> read) {
        assertTrue(read.failed(), "accepted");
        ProblemException refused = assertInstanceOf(ProblemException.class, read.cause());
        assertEquals(401, refused.problem().status());
        assertEquals(code, refused.problem().code());
    }

    private static SecretKey key(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
