package io.parley.time;

import java.time.Duration;

/** Runs tasks later, on the event loop of whoever asks; tests step it by hand. */
public interface Timers {
    /** Runs the task once after the delay, unless it is cancelled before. */
    Timer after(Duration delay, Runnable task);

    /** Runs the task again and again until it is cancelled. */
    Timer every(Duration interval, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }
}
