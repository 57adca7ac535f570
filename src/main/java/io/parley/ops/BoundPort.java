package io.parley.ops;

import java.util.concurrent.atomic.AtomicInteger;

/** The port that a server got, which is another than the configured one when that is 0. */
public final class BoundPort {
    private final AtomicInteger port = new AtomicInteger();

    public void set(int bound) {
        port.set(bound);
    }

    /** 0 before the server listens. */
    public int get() {
        return port.get();
    }
}
