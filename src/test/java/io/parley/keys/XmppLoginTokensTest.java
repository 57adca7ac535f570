package io.parley.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads the tokens as an XMPP server does: with the key and RFC 7515 alone. */
@ExtendWith(VertxExtension.class)
class XmppLoginTokensTest {
    private final SecretKey key = new SecretKeySpec(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
        17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32}, "HmacSHA256");

    @Test
    void aTokenIsForOneUserAndOneMinute(Vertx vertx) throws Exception {
        Instant now = Instant.parse("2026-01-02T03:04:05Z");

        String[] parts = new XmppLoginTokens(vertx, key, "example.org", InstantSource.fixed(now)).mint("alice").split("\\.");

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        byte[] signature = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertEquals(Base64.getUrlEncoder().withoutPadding().encodeToString(signature), parts[2]);
        assertEquals("HS256", decoded(parts[0]).getString("alg"));
        assertEquals(new JsonObject().put("jid", "alice@example.org").put("aud", "xmpp-login")
                .put("iat", now.getEpochSecond()).put("exp", now.getEpochSecond() + 60), decoded(parts[1]));
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
