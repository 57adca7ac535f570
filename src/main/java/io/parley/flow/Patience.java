package io.parley.flow;

import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again what fails only for now, until it succeeds, fails in another way, or has been asked for long enough. */
public final class Patience {
    private static final Duration BETWEEN = Duration.ofMillis(300);

    private final Timers timers;
    private final InstantSource clock;
    private final Duration most;
    private final Predicate<Throwable> passes;
    private final BooleanSupplier over;

    /**
     * @param most   how long it is asked again
     * @param passes whether it is a failure for now
     * @param over   whether nobody waits any more: then it is not asked again, for nobody would undo what it does
     */
    public Patience(Timers timers, InstantSource clock, Duration most, Predicate<Throwable> passes, BooleanSupplier over) {
        this.timers = timers;
        this.clock = clock;
        this.most = most;
        this.passes = passes;
        this.over = over;
    }

    /** The answer, or the last failure. */
    public <T> Future<T> until(Supplier<Future<T>> question) {
        return until(question, clock.instant().plus(most));
    }

    private <T> Future<T> until(Supplier<Future<T>> question, Instant deadline) {
        return question.get().recover(failure -> {
            if (!passes.test(failure) || over.getAsBoolean() || !clock.instant().isBefore(deadline)) {
                return Future.failedFuture(failure);
            }
            Promise<Void> later = Promise.promise();
            timers.after(BETWEEN, later::complete);
            return later.future().compose(now -> over.getAsBoolean() ? Future.failedFuture(failure) : until(question, deadline));
        });
    }
}
