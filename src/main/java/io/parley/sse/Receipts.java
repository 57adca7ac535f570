package io.parley.sse;

import io.parley.time.Timers;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Tells the log how far a stream has been written, once for many events; what was not told is given twice to a stream without an id, never lost. */
final class Receipts {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Timers timers;
    private final LongSupplier written;
    private final LongConsumer tell;
    private Timers.Timer next = () -> { };
    private boolean waiting;
    private long told;

    Receipts(Timers timers, LongSupplier written, LongConsumer tell) {
        this.timers = timers;
        this.written = written;
        this.tell = tell;
    }

    /** The log knows it up to here. */
    void begin() {
        told = written.getAsLong();
    }

    void soon() {
        if (!waiting) {
            waiting = true;
            next = timers.after(PAUSE, this::now);
        }
    }

    void now() {
        waiting = false;
        if (written.getAsLong() > told) {
            told = written.getAsLong();
            tell.accept(told);
        }
    }

    void end() {
        next.cancel();
    }
}
