package io.parley.time;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Timers of Vert.x: a task runs on the context on which it was asked for. */
public final class VertxTimers implements Timers {
    private final Vertx vertx;

    public VertxTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }

    @Override
    public Timer every(Duration interval, Runnable task) {
        long id = vertx.setPeriodic(Math.max(1, interval.toMillis()), fired -> task.run());
        return () -> vertx.cancelTimer(id);
    }
}
