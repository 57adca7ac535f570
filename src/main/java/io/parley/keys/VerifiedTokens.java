package io.parley.keys;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of tokens whose signatures were found good, a bounded number of those used last: a client sends the same token with every
 * request, and the key never changes while Parley runs. Whether a token has expired is looked at in its claims, each time. For all threads.
 */
final class VerifiedTokens {
    private final Map<String, JsonObject> claims;

    VerifiedTokens(int most) {
        this.claims = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, JsonObject> eldest) {
                return size() > most;
            }
        };
    }

    /** The claims of a token that was found good, the caller's own to change. */
    synchronized Optional<JsonObject> claims(String token) {
        return Optional.ofNullable(claims.get(token)).map(JsonObject::copy);
    }

    synchronized void add(String token, JsonObject good) {
        claims.put(token, good.copy());
    }
}
