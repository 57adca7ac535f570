package io.parley.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * {@link SharedTimers} of Vert.x: all who are on one event loop's context wait on the same timer, wherever they have these from. A task
 * runs there, a fifth of a second late or, on a busy loop, a few in a hundred. Tens of thousands of streams that each wait for an answer
 * cost ten ticks a second together.
 */
public final class LoopTimers implements Timers {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Vertx vertx;

    public LoopTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    /** @throws IllegalStateException off the event loop, for nobody would tick there */
    @Override
    public Timer after(Duration delay, Runnable task) {
        return shared().after(delay, task);
    }

    /** @throws IllegalStateException off the event loop, for nobody would tick there */
    @Override
    public Timer every(Duration interval, Runnable task) {
        return shared().every(interval, task);
    }

    private SharedTimers shared() {
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException("not on an event loop");
        }
        Context context = vertx.getOrCreateContext();
        SharedTimers shared = context.get(SharedTimers.class);
        if (shared == null) {
            shared = new SharedTimers(new VertxTimers(vertx), TICK);
            context.put(SharedTimers.class, shared);
        }
        return shared;
    }
}
