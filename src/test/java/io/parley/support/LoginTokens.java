package io.parley.support;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the tokens (JWT, HS256) that log a user in without the password: good ones and bad ones. */
public final class LoginTokens {
    public static final String AUDIENCE = "xmpp-login";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String key;

    /** @param key base64url */
    public LoginTokens(String key) {
        this.key = key;
    }

    /** With the key that the server has now. */
    public static LoginTokens of(XmppServer server) {
        try {
            return new LoginTokens(new JsonObject(Files.readString(server.loginKeyFile())).getString("k"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String good(String jid) {
        return signed(claims(jid, Duration.ofMinutes(1)));
    }

    /** @param life from now; negative for a token that is over */
    public static JsonObject claims(String jid, Duration life) {
        return new JsonObject().put("jid", jid).put("exp", Instant.now().plus(life).getEpochSecond()).put("aud", AUDIENCE);
    }

    public String signed(JsonObject claims) {
        String content = content("HS256", claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(key), "HmacSHA256"));
            return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a verifier accepts that believes the token about its algorithm. */
    public static String unsigned(JsonObject claims) {
        return content("none", claims) + ".";
    }

    private static String content(String algorithm, JsonObject claims) {
        JsonObject header = new JsonObject().put("alg", algorithm).put("typ", "JWT");
        return encoded(header) + "." + encoded(claims);
    }

    private static String encoded(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
