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
 * API tokens and stream tokens of users, and the same two of visitors. They tell which login of which session, or which request, they
 * belong to; whether that still lives is decided by its owner, so nothing is stored here. The audience keeps all four apart: what stands
 * in a URL never opens more than a stream, and a visitor is never a user.
 */
public final class Tokens {
    private final SignedClaims api;
    private final SignedClaims stream;
    private final SignedClaims visitor;
    private final SignedClaims visitorStream;
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
        this.visitor = new SignedClaims(vertx, key, "parley-visitor");
        this.visitorStream = new SignedClaims(vertx, key, "parley-visitor-stream");
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

    /** For whoever asked the request; it lives as long as the request takes anything. */
    public String visitor(String request) {
        return visitor.sign(claims(request));
    }

    /** For the event streams of the request. */
    public String visitorStream(String request) {
        return visitorStream.sign(claims(request));
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

    /** The request of a visitor's token; fails with 401 {@code credentials-wrong}. */
    Future<String> readVisitor(String token) {
        return read(visitor, token).map(claims -> claims.getString("rid"));
    }

    /** The request of a visitor's stream token; fails with 401 {@code credentials-wrong}. */
    Future<String> readVisitorStream(String token) {
        return read(visitorStream, token).map(claims -> claims.getString("rid"));
    }

    private static Future<JsonObject> read(SignedClaims claims, String token) {
        return claims.verify(token).recover(failure -> Future.failedFuture(Refusals.credentialsWrong()));
    }

    private JsonObject claims(Login login) {
        return new JsonObject().put("sub", login.user()).put("sid", login.streamId()).put("lid", login.login())
                .put("iat", clock.instant().getEpochSecond());
    }

    private JsonObject claims(String request) {
        return new JsonObject().put("rid", request).put("iat", clock.instant().getEpochSecond());
    }

    private static Login login(JsonObject claims) {
        return new Login(claims.getString("sub"), claims.getString("sid"), claims.getString("lid"));
    }
}
