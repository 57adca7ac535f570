package io.parley.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many tasks wait on one timer: never early, at most two ticks late, and not at all once they are cancelled. */
class SharedTimersTest {
    private final OneTimer timer = new OneTimer();
    private final SharedTimers shared = new SharedTimers(timer, Duration.ofSeconds(1));
    private final List<String> ran = new ArrayList<>();

    @Test
    void aTaskRunsOnceAndNotTooEarly() {
        timer.tick(1); // nobody listens yet
        shared.after(Duration.ofMillis(2_500), () -> ran.add("a"));
        timer.tick(3);
        assertEquals(List.of(), ran, "the first tick may have come at once");
        timer.tick(1);
        assertEquals(List.of("a"), ran);
        timer.tick(10);
        assertEquals(List.of("a"), ran);
    }

    @Test
    void tasksRunInTheOrderOfTheirTime() {
        shared.after(Duration.ofSeconds(2), () -> ran.add("late"));
        shared.after(Duration.ofMillis(1), () -> ran.add("soon"));
        shared.after(Duration.ofSeconds(2), () -> ran.add("later"));
        timer.tick(5);
        assertEquals(List.of("soon", "late", "later"), ran);
    }

    @Test
    void aCancelledTaskDoesNotRunNotEvenInItsOwnTick() {
        Timers.Timer[] second = new Timers.Timer[1];
        shared.after(Duration.ofSeconds(1), () -> second[0].cancel());
        second[0] = shared.after(Duration.ofSeconds(1), () -> ran.add("cancelled"));
        shared.after(Duration.ofSeconds(9), () -> ran.add("cancelled")).cancel();
        timer.tick(20);
        assertEquals(List.of(), ran);
    }

    @Test
    void aTaskMayBeginAnother() {
        shared.after(Duration.ofSeconds(1), () -> shared.after(Duration.ofSeconds(1), () -> ran.add("second")));
        timer.tick(2);
        assertEquals(List.of(), ran);
        timer.tick(2);
        assertEquals(List.of("second"), ran);
    }

    @Test
    void aRepeatedTaskRunsUntilItIsCancelledAlsoByItself() {
        Timers.Timer[] self = new Timers.Timer[1];
        self[0] = shared.every(Duration.ofSeconds(1), () -> {
            ran.add("again");
            if (ran.size() == 3) {
                self[0].cancel();
            }
        });
        timer.tick(20);
        assertEquals(List.of("again", "again", "again"), ran);
        assertFalse(timer.runs());
    }

    @Test
    void nothingTicksWhileNothingWaits() {
        assertFalse(timer.runs());
        Timers.Timer one = shared.after(Duration.ofSeconds(5), () -> { });
        assertTrue(timer.runs());
        one.cancel();
        timer.tick(1);
        assertFalse(timer.runs());
        shared.after(Duration.ofSeconds(1), () -> { });
        timer.tick(2);
        assertFalse(timer.runs());
        assertEquals(2, timer.begun);
    }

    @Test
    void aLoopThatStoodStillPutsEverythingOff() {
        shared.after(Duration.ofSeconds(1), () -> shared.after(Duration.ofSeconds(3), () -> ran.add("given up")));
        // however long it takes until the loop runs again, there is one tick then, and time to read before the next
        timer.tick(2);
        timer.tick(3);
        assertEquals(List.of(), ran);
        assertEquals(1, timer.waiting);
    }

    @Test
    void whoWaitsForOneAnswerAfterTheOtherNeedsOneTimer() {
        for (int i = 0; i < 100; i++) {
            shared.after(Duration.ofSeconds(10), () -> ran.add("too late")).cancel();
        }
        assertEquals(1, timer.begun);
        timer.tick(20);
        assertEquals(List.of(), ran);
    }

    @Test
    void oneThatFailsHoldsNobodyUp() {
        shared.after(Duration.ofSeconds(1), () -> {
            throw new IllegalStateException("as the test wants it");
        });
        shared.after(Duration.ofSeconds(1), () -> ran.add("next to it"));
        shared.after(Duration.ofSeconds(2), () -> ran.add("behind it"));
        timer.tick(5);
        assertEquals(List.of("next to it", "behind it"), ran);
        assertFalse(timer.runs());
    }

    @Test
    void evenAnErrorStopsNeitherTheOthersNorItsOwnRepetition() {
        shared.every(Duration.ofSeconds(1), () -> {
            ran.add("fails");
            throw new StackOverflowError("as the test wants it");
        });
        shared.after(Duration.ofSeconds(4), () -> ran.add("behind it"));
        timer.tick(5);
        assertEquals(List.of("fails", "fails", "behind it"), ran);
        assertTrue(timer.runs());
    }

    /** The one timer below, stepped by hand. */
    private static final class OneTimer implements Timers {
        private Runnable task;
        private int begun;
        private int waiting;
        private boolean stepping;

        @Override
        public Timer after(Duration delay, Runnable once) {
            assertFalse(runs(), "one is enough");
            begun += stepping ? 0 : 1;
            waiting++;
            task = once;
            return () -> task = null;
        }

        @Override
        public Timer every(Duration interval, Runnable repeated) {
            throw new AssertionError("a timer that repeats makes up for the ticks that it missed");
        }

        boolean runs() {
            return task != null;
        }

        void tick(int times) {
            stepping = true;
            for (int i = 0; i < times && runs(); i++) {
                Runnable one = task;
                task = null;
                waiting--;
                one.run();
            }
            stepping = false;
        }
    }
}
