package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.session.SentKeys.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalSentKeysTest {
    private Instant now = Instant.EPOCH;
    private final LocalSentKeys keys = new LocalSentKeys(Duration.ofMinutes(10), () -> now);

    @Test
    void aKeyIsKnownFromBeforeTheMessageIsSent() {
        Attempt first = attempt("m-1");
        assertEquals(Optional.empty(), begin("ann", "k", first));
        assertEquals(Optional.of(first), begin("ann", "k", attempt("m-2")));
        keys.keep("ann", "k", first.asSettled());
        assertEquals(Optional.of(first.asSettled()), begin("ann", "k", attempt("m-3")));
    }

    @Test
    void anotherUsersKeyIsAnotherKey() {
        begin("ann", "k", attempt("m-1"));
        assertEquals(Optional.empty(), begin("ben", "k", attempt("m-2")));
    }

    @Test
    void whatWasNotSentIsForgotten() {
        begin("ann", "k", attempt("m-1"));
        keys.forget("ann", "k", attempt("m-1"));
        assertEquals(Optional.empty(), begin("ann", "k", attempt("m-2")));
    }

    @Test
    void onlyTheAttemptThatWasNotSentIsForgotten() {
        Attempt sent = attempt("m-1");
        begin("ann", "k", sent);
        keys.forget("ann", "k", attempt("m-0"));
        assertEquals(Optional.of(sent), begin("ann", "k", attempt("m-2")));
        keys.keep("ann", "k", sent.asSettled());
        keys.forget("ann", "k", sent);
        assertEquals(Optional.of(sent.asSettled()), begin("ann", "k", attempt("m-2")));
    }

    @Test
    void aKeyIsRememberedForItsTimeAndNoLonger() {
        begin("ann", "old", attempt("m-1"));
        pass(Duration.ofMinutes(5));
        begin("ann", "young", attempt("m-2"));
        pass(Duration.ofMinutes(5));
        assertTrue(begin("ann", "old", attempt("m-3")).isPresent());
        pass(Duration.ofMillis(1));
        assertTrue(begin("ann", "young", attempt("m-4")).isPresent());
        assertEquals(1, keys.size());
        assertEquals(Optional.empty(), begin("ann", "old", attempt("m-5")));
    }

    @Test
    void itsTimeBeginsAnewWithWhatIsKnownLast() {
        begin("ann", "one", attempt("m-1"));
        begin("ann", "other", attempt("m-2"));
        pass(Duration.ofMinutes(6));
        keys.keep("ann", "one", attempt("m-1").asSettled());
        pass(Duration.ofMinutes(6));
        assertEquals(Optional.empty(), begin("ann", "other", attempt("m-3")));
        assertTrue(begin("ann", "one", attempt("m-4")).isPresent());
    }

    @Test
    void theNumberIsBoundedAndTheOldestGoesFirst() {
        for (int i = 0; i < 50_100; i++) {
            begin("ann", "k" + i, attempt("m-" + i));
        }
        assertTrue(keys.size() <= 50_000, () -> keys.size() + " keys");
        assertTrue(begin("ann", "k50099", attempt("m-x")).isPresent());
        assertEquals(Optional.empty(), begin("ann", "k0", attempt("m-y")));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Optional<Attempt> begin(String user, String key, Attempt first) {
        return keys.begin(user, key, first).result();
    }

    private static Attempt attempt(String stanzaId) {
        return Attempt.first("hash", stanzaId, Instant.EPOCH);
    }
}
