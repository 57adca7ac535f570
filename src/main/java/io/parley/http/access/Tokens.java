package io.parley.http.access;

import io.parley.keys.SignedClaims;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.SecretKey;

/**
 * API tokens and stream tokens. They tell which login of which session they belong to; whether that login still lives is decided by
 * the session's owner, so nothing is stored here. The audience keeps them apart: what stands in a URL never opens more than a stream.
 */
public final class Tokens {
    private final SignedClaims api;
    private final SignedClaims stream;
    private final Duration lifetime;
    private final InstantSource clock;

    /** A login: the user's local part, the id of the user's session, and the id of the login in it. */
    public record Login(String user, String streamId, String login) {
    }

    public record ApiToken(String token, Instant expires) {
        @Override
        public String toString() {
            return "ApiToken[" + expires + "]"; // a token never reaches a log
        }
    }

    /** @param lifetime of API tokens; a stream token lives as long as its login, for an EventSource cannot renew it */
    public Tokens(Vertx vertx, SecretKey key, Duration lifetime, InstantSource clock) {
        this.api = new SignedClaims(vertx, key, "parley-api");
        this.stream = new SignedClaims(vertx, key, "parley-stream");
        this.lifetime = lifetime;
        this.clock = clock;
    }

    public ApiToken api(Login login) {
        Instant expires = Instant.ofEpochSecond(clock.instant().plus(lifetime).getEpochSecond());
        return new ApiToken(api.sign(claims(login).put("exp", expires.getEpochSecond())), expires);
    }

    public String stream(Login login) {
        return stream.sign(claims(login));
    }

    /** The login of an API token; fails with 401 {@code token-expired} or {@code credentials-wrong}. */
    Future<Login> readApi(String token) {
        return read(api, token).compose(claims -> {
            Long expires = claims.getLong("exp");
            if (expires == null) {
                return Future.failedFuture(Refusals.credentialsWrong());
            }
            return clock.instant().getEpochSecond() < expires ? Future.succeededFuture(login(claims))
                    : Future.failedFuture(Refusals.tokenExpired());
        });
    }

    /** The login of a stream token; fails with 401 {@code credentials-wrong}. */
    Future<Login> readStream(String token) {
        return read(stream, token).map(Tokens::login);
    }

    private static Future<JsonObject> read(SignedClaims claims, String token) {
        return claims.verify(token).recover(failure -> Future.failedFuture(Refusals.credentialsWrong()));
    }

    private JsonObject claims(Login login) {
        return new JsonObject().put("sub", login.user()).put("sid", login.streamId()).put("lid", login.login())
                .put("iat", clock.instant().getEpochSecond());
    }

    private static Login login(JsonObject claims) {
        return new Login(claims.getString("sub"), claims.getString("sid"), claims.getString("lid"));
    }
}
