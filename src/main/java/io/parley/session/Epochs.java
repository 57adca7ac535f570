package io.parley.session;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the lives of event logs: the time in milliseconds, or one more than the last where the clock has not moved on, so that no
 * epoch is ever used again, not after a logoff and not after a restart.
 */
public final class Epochs {
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    public Epochs(InstantSource clock) {
        this.clock = clock;
    }

    public long next() {
        return last.updateAndGet(before -> Math.max(clock.millis(), before + 1));
    }
}
