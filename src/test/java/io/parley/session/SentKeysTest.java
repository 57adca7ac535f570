package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SentKeysTest {
    private Instant now = Instant.EPOCH;
    private final SentKeys keys = new SentKeys(Duration.ofMinutes(10), () -> now);

    @Test
    void aKeyIsKnownFromBeforeTheMessageIsSent() {
        assertEquals(Optional.empty(), keys.find("ann", "k"));
        keys.begin("ann", "k", "hash", "m-1");
        SentKeys.Attempt attempt = keys.find("ann", "k").orElseThrow();
        assertEquals("hash", attempt.hash());
        assertEquals("m-1", attempt.stanzaId());
        assertFalse(attempt.settled());
        keys.settle("ann", "k");
        assertTrue(keys.find("ann", "k").orElseThrow().settled());
        assertEquals("m-1", keys.find("ann", "k").orElseThrow().stanzaId());
    }

    @Test
    void anotherUsersKeyIsAnotherKey() {
        keys.begin("ann", "k", "hash", "m-1");
        assertEquals(Optional.empty(), keys.find("ben", "k"));
    }

    @Test
    void whatWasNotSentIsForgotten() {
        keys.begin("ann", "k", "hash", "m-1");
        keys.forget("ann", "k");
        assertEquals(Optional.empty(), keys.find("ann", "k"));
        keys.settle("ann", "k");
        assertEquals(Optional.empty(), keys.find("ann", "k"));
    }

    @Test
    void aKeyIsRememberedForItsTimeAndNoLonger() {
        keys.begin("ann", "old", "hash", "m-1");
        now = now.plus(Duration.ofMinutes(5));
        keys.begin("ann", "young", "hash", "m-2");
        now = now.plus(Duration.ofMinutes(5));
        assertTrue(keys.find("ann", "old").isPresent());
        now = now.plusMillis(1);
        assertEquals(Optional.empty(), keys.find("ann", "old"));
        assertTrue(keys.find("ann", "young").isPresent());
        assertEquals(1, keys.size());
    }

    @Test
    void theNumberIsBoundedAndTheOldestGoesFirst() {
        for (int i = 0; i < 50_100; i++) {
            keys.begin("ann", "k" + i, "hash", "m-" + i);
        }
        assertTrue(keys.size() <= 50_000, () -> keys.size() + " keys");
        assertEquals(Optional.empty(), keys.find("ann", "k0"));
        assertTrue(keys.find("ann", "k50099").isPresent());
    }
}
