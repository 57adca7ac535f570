package io.parley.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.config.Config;
import io.parley.time.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final Duration AWAY = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofMinutes(30);

    private final ManualTimers timers = new ManualTimers();
    private final List<Boolean> away = new ArrayList<>();
    private int idle;
    private final Attention attention = new Attention(timers, () -> new Config.Sessions(1, AWAY, IDLE, 10, 256, false, 1000, 1 << 20,
            Duration.ofMinutes(10), Duration.ofHours(24), 1000, 10, 10), away::add, () -> idle++);

    @Test
    void nobodyThereIsAwayAndThenIdle() {
        attention.begin();
        timers.pass(AWAY);
        assertEquals(List.of(true), away);
        timers.pass(IDLE.minus(AWAY));
        assertEquals(1, idle);
    }

    @Test
    void aStreamKeepsBothOff() {
        attention.begin();
        attention.watched();
        timers.pass(IDLE.multipliedBy(2));
        assertEquals(List.of(false), away);
        assertEquals(0, idle);
        attention.unwatched();
        timers.pass(AWAY);
        assertEquals(List.of(false, true), away);
    }

    @Test
    void aRequestKeepsIdlenessOffForOneMoreTime() {
        attention.begin();
        timers.pass(IDLE.minusSeconds(1));
        attention.active();
        timers.pass(IDLE);
        assertEquals(0, idle);
        timers.pass(Duration.ofSeconds(1).plus(IDLE));
        assertEquals(1, idle);
    }

    @Test
    void anEndedSessionWantsNothingAnyMore() {
        attention.begin();
        attention.end();
        attention.unwatched();
        assertEquals(0, timers.size());
    }
}
