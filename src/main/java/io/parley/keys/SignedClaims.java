package io.parley.keys;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * JSON Web Tokens (RFC 7519) of one audience, signed with one key by HS256 and by nothing else. Times are the business of whoever
 * writes and reads the claims, by a clock that tests can set.
 */
public final class SignedClaims {
    private static final int REMEMBERED = 10_000;

    private final JWTAuth jwt;
    private final String audience;
    private final VerifiedTokens verified = new VerifiedTokens(REMEMBERED);

    public SignedClaims(Vertx vertx, SecretKey key, String audience) {
        this.audience = audience;
        JsonObject jwk = new JsonObject().put("kty", "oct").put("alg", "HS256")
                .put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(key.getEncoded()));
        this.jwt = JWTAuth.create(vertx, new JWTAuthOptions()
                .addJwk(jwk)
                .setJWTOptions(new JWTOptions().setAudience(List.of(audience)).setIgnoreExpiration(true)));
    }

    public String sign(JsonObject claims) {
        return jwt.generateToken(claims.copy().put("aud", audience), new JWTOptions().setAlgorithm("HS256").setNoTimestamp(true));
    }

    /** The claims; fails when the token is malformed, of another audience, or not signed by HS256 with this key. */
    public Future<JsonObject> verify(String token) {
        return verified.claims(token).map(Future::succeededFuture).orElseGet(() -> jwt.authenticate(new TokenCredentials(token))
                .map(user -> user.attributes().getJsonObject("accessToken"))
                .onSuccess(claims -> verified.add(token, claims)));
    }
}
