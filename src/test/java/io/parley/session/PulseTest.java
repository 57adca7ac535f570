package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.Problem;
import io.parley.time.ManualTimers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualTimers timers = new ManualTimers();
    private int asked;
    private int dead;
    private final Pulse pulse = new Pulse(timers, INTERVAL, PATIENCE, () -> asked++, () -> dead++);

    @Test
    void whoeverSpeaksIsNotAsked() {
        pulse.begin();
        for (int minute = 0; minute < 10; minute++) {
            timers.pass(INTERVAL.minusSeconds(1));
            pulse.heard();
            timers.pass(Duration.ofSeconds(1));
        }
        assertEquals(0, asked);
    }

    @Test
    void whoeverAnswersLivesOn() {
        pulse.begin();
        timers.pass(INTERVAL);
        assertEquals(1, asked);
        pulse.heard();
        timers.pass(PATIENCE);
        timers.pass(INTERVAL.minusSeconds(1));
        assertEquals(1, asked);
        assertEquals(0, dead);
    }

    @Test
    void whoeverStaysSilentIsDeadOnce() {
        pulse.begin();
        timers.pass(INTERVAL.plus(PATIENCE).minusMillis(1));
        assertEquals(0, dead);
        timers.pass(Duration.ofMillis(1));
        assertEquals(1, dead);
        timers.pass(INTERVAL.multipliedBy(10));
        assertEquals(1, dead);
        assertEquals(0, timers.size());
    }

    @Test
    void aDoubtIsAskedAtOnceAndOnlyOnce() {
        pulse.begin();
        pulse.heard();
        pulse.doubt();
        pulse.doubt();
        assertEquals(1, asked);
        timers.pass(PATIENCE);
        assertEquals(1, dead);
    }

    @Test
    void aStreamThatTakesNothingIsDeadAtOnce() {
        Pulse deaf = new Pulse(timers, INTERVAL, PATIENCE, () -> {
            throw Problem.unavailable("xmpp-away", "gone", 1).exception();
        }, () -> dead++);
        deaf.begin();
        timers.pass(INTERVAL);
        assertEquals(1, dead);
    }

    @Test
    void afterItsEndNothingIsAsked() {
        pulse.begin();
        pulse.end();
        pulse.doubt();
        timers.pass(INTERVAL.multipliedBy(2));
        assertEquals(0, asked);
        assertEquals(0, timers.size());
    }
}
