package io.parley.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is remembered of tokens. */
class VerifiedTokensTest {
    private final VerifiedTokens tokens = new VerifiedTokens(2);

    @Test
    void forgetsTheOneLongestUnused() {
        tokens.add("a", claims("anna"));
        tokens.add("b", claims("ben"));
        tokens.claims("a");
        tokens.add("c", claims("cleo"));

        assertEquals(Optional.of(claims("anna")), tokens.claims("a"));
        assertEquals(Optional.empty(), tokens.claims("b"));
        assertEquals(Optional.of(claims("cleo")), tokens.claims("c"));
    }

    @Test
    void nobodyChangesWhatIsRemembered() {
        JsonObject given = claims("anna");
        tokens.add("a", given);
        given.put("sub", "ben");
        tokens.claims("a").orElseThrow().put("sub", "ben");

        assertEquals(Optional.of(claims("anna")), tokens.claims("a"));
    }

    private static JsonObject claims(String user) {
        return new JsonObject().put("sub", user);
    }
}
