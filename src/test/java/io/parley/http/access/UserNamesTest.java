package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNamesTest {
    private final UserNames names = new UserNames("example.org");

    @Test
    void oneUserHasOneName() {
        for (String written : new String[] {"alice", "Alice", "ALICE", "alice@example.org", "Alice@Example.ORG"}) {
            assertEquals(Optional.of("alice"), names.prepare(written), written);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@example.org", "alice@", "alice@evil.test", "alice@evil.test@example.org", "alice@example.org/phone",
        "al/ice", "al ice", "al\nice", "al\u0000ice", "al\u2028ice", "a\"b", "a&b", "a'b", "a<b", "a:b"})
    void whoCannotBeAUserHereIsNobody(String written) {
        assertEquals(Optional.empty(), names.prepare(written));
    }
}
