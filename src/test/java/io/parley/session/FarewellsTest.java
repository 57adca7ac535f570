package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FarewellsTest {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final SessionEntry LAST = Entries.of("alice", "here", 7);

    private final FakeBook book = new FakeBook();
    private final ManualTimers timers = new ManualTimers();
    private final Farewells farewells = new Farewells(book, timers);

    @BeforeEach
    void claim() {
        book.entries.put("alice", LAST);
    }

    @Test
    void anEntryIsGoneWithItsSession() {
        assertTrue(farewells.release(LAST).succeeded());
        assertEquals(0, book.entries.size());
        assertEquals(0, farewells.size());
        assertEquals(0, timers.size());
    }

    @Test
    void anEntryThatALastWriteHasChangedIsGoneToo() {
        book.entries.put("alice", Entries.withStatus(LAST, "written just then"));
        farewells.release(LAST);
        assertEquals(0, book.entries.size());
        assertFalse(farewells.has(LAST.streamId()));
    }

    @Test
    void theEntryOfAnotherNodeAndOfALaterSessionStays() {
        SessionEntry other = LAST.takenBy("there", 8);
        book.entries.put("alice", other);
        assertTrue(farewells.release(LAST).succeeded());
        assertEquals(other, book.entries.get("alice"));
        assertEquals(0, farewells.size());
    }

    @Test
    void whileTheBookCannotBeReachedItIsRemovedAgainAndAgain() {
        book.away = true;
        Future<Void> told = farewells.release(LAST);
        farewells.release(Entries.of("bob", "here", 8));
        assertTrue(told.succeeded(), "nobody waits for it");
        assertTrue(farewells.has(LAST.streamId()));
        timers.pass(PAUSE.multipliedBy(100));
        assertEquals(1, timers.size());
        book.away = false;
        timers.pass(PAUSE);
        assertEquals(0, book.entries.size());
        assertEquals(0, farewells.size());
        assertEquals(0, timers.size());
    }

    @Test
    void aRemovalWhoseAnswerWasLostIsRecognised() {
        book.answersToLose = 1;
        farewells.release(LAST);
        assertTrue(farewells.has(LAST.streamId()));
        timers.pass(PAUSE);
        assertEquals(0, farewells.size());
    }

    @Test
    void ofTooManyTheOldestAreGivenUp() {
        book.away = true;
        for (int number = 0; number < 10_010; number++) {
            farewells.release(Entries.of("user" + number, "here", number));
        }
        assertEquals(10_000, farewells.size());
        assertFalse(farewells.has("s-user9"));
        assertTrue(farewells.has("s-user10"));
    }
}
