package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.StreamSignal.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private static final long EPOCH = 7;
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(42));

    @Test
    void anEmptyLogReachesBackToItsBeginning() {
        EventLog log = log(3, 10_000);
        assertEquals(0, log.head());
        assertEquals(1, log.oldest());
        assertTrue(log.reachesBackTo(0));
        assertFalse(log.reachesBackTo(1));
        assertEquals(List.of(), log.after(0, 10));
    }

    @Test
    void sequencesBeginAtOneAndHaveNoHoles() {
        EventLog log = log(10, 10_000);
        fill(log, 4);
        assertEquals(List.of(1L, 2L, 3L, 4L), sequences(log.after(0, 10)));
        assertEquals(new Event(EPOCH, 1, 42, "c", "1"), log.after(0, 1).get(0));
        assertEquals(List.of(3L), sequences(log.after(2, 1)));
    }

    @Test
    void theOldestFallsOutAtTheBound() {
        EventLog log = log(3, 10_000);
        fill(log, 5);
        assertEquals(3, log.size());
        assertEquals(3, log.oldest());
        assertEquals(List.of(3L, 4L, 5L), sequences(log.after(0, 10)));
        assertFalse(log.reachesBackTo(1));
        assertTrue(log.reachesBackTo(2));
        assertTrue(log.reachesBackTo(5));
        assertFalse(log.reachesBackTo(6));
    }

    @Test
    void bytesAreBoundedTooButTheNewestAlwaysStays() {
        EventLog log = log(100, 300);
        fill(log, 10);
        assertTrue(log.bytes() <= 300 && log.size() >= 2, () -> log.size() + " events of " + log.bytes());
        log.append("c", "\u20ac".repeat(1000));
        assertEquals(1, log.size());
        assertTrue(log.bytes() > 3000);
        log.append("c", "small again");
        assertEquals(1, log.size());
        assertTrue(log.bytes() < 300);
        assertEquals(List.of(12L), sequences(log.after(0, 10)));
    }

    private static EventLog log(int events, long bytes) {
        return new EventLog(EPOCH, events, bytes, CLOCK);
    }

    private static void fill(EventLog log, int count) {
        IntStream.rangeClosed(1, count).forEach(i -> log.append("c", Integer.toString(i)));
    }

    private static List<Long> sequences(List<Event> events) {
        return events.stream().map(Event::sequence).toList();
    }
}
