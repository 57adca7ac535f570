package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BasicMemoryTest {
    private final ManualClock clock = new ManualClock();
    private final BasicMemory memory = memory(Duration.ofMinutes(2));

    @Test
    void knowsTheVeryCredentialsOnly() {
        remember(memory, "alice", "secret");

        assertTrue(memory.knows("alice", "secret"));
        assertFalse(memory.knows("alice", "Secret"));
        assertFalse(memory.knows("bob", "secret"));
    }

    @Test
    void forgetsAfterItsTimeHoweverOftenTheyAreUsed() {
        remember(memory, "alice", "secret");

        clock.pass(Duration.ofSeconds(119));
        assertTrue(memory.knows("alice", "secret"));
        clock.pass(Duration.ofSeconds(1));
        assertFalse(memory.knows("alice", "secret"));
    }

    @Test
    void neverRemembersLongerThanFiveMinutes() {
        BasicMemory stubborn = memory(Duration.ofHours(1));
        remember(stubborn, "alice", "secret");

        clock.pass(Duration.ofMinutes(5).minusMillis(1));
        assertTrue(stubborn.knows("alice", "secret"));
        clock.pass(Duration.ofMillis(1));
        assertFalse(stubborn.knows("alice", "secret"));
    }

    @Test
    void evictsAtOnce() {
        remember(memory, "alice", "secret");
        remember(memory, "bob", "other");

        memory.evict("alice");

        assertFalse(memory.knows("alice", "secret"));
        assertTrue(memory.knows("bob", "other"));
    }

    @Test
    void aPasswordChangedDuringItsCheckIsNotRememberedAfterAll() {
        long before = memory.evictions();
        memory.evict("alice");

        memory.remember("alice", "old", before);

        assertFalse(memory.knows("alice", "old"));
    }

    @Test
    void theLeastRecentlyUsedMakesRoom() {
        remember(memory, "alice", "a");
        remember(memory, "bob", "b");
        remember(memory, "carol", "c");
        assertTrue(memory.knows("alice", "a"));

        remember(memory, "dave", "d");

        assertTrue(memory.knows("alice", "a"));
        assertFalse(memory.knows("bob", "b"));
        assertTrue(memory.knows("carol", "c"));
        assertTrue(memory.knows("dave", "d"));
    }

    private BasicMemory memory(Duration lifetime) {
        return new BasicMemory(3, lifetime, clock, new SecureRandom());
    }

    private static void remember(BasicMemory memory, String user, String password) {
        memory.remember(user, password, memory.evictions());
    }
}
