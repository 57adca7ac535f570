package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.IntFunction;

/** Tries again what fails for a moment, as clients of a cluster do: soon, then less and less often, to once a second. On one event loop. */
final class Patience {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 1000;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Vertx vertx;
    private int repeated;

    Patience(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * The first success; when there is none in time, the last failure.
     *
     * @param attempt given how many there were before
     */
    <T> Future<T> of(IntFunction<Future<T>> attempt) {
        return of(attempt, 0, FIRST_PAUSE_MILLIS, System.nanoTime() + LONGEST_NANOS);
    }

    private <T> Future<T> of(IntFunction<Future<T>> attempt, int before, long pause, long deadline) {
        return attempt.apply(before).recover(refused -> {
            if (System.nanoTime() > deadline) {
                return Future.failedFuture(refused);
            }
            repeated++;
            return vertx.timer(pause).compose(passed -> of(attempt, before + 1, Math.min(2 * pause, LONGEST_PAUSE_MILLIS), deadline));
        });
    }

    /** Attempts that were not the first. */
    int repeated() {
        return repeated;
    }
}
