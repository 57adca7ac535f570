package io.parley.fastpath;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * {@link Turns} for what nobody asks for a second time, as what is said in a room: while the database or the XMPP server is away it
 * waits, and is then done in the order in which it came.
 */
final class PatientTurns {
    /** Of all keys together: an outage must not fill the memory. What was said beyond it the room's archive still has. */
    private static final int MOST = 2000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Turns turns = new Turns();
    private final Timers timers;
    private int waiting;

    PatientTurns(Timers timers) {
        this.timers = timers;
    }

    /** 503 {@code store-unavailable} when too much waits already. */
    Future<Void> of(String key, Supplier<Future<Void>> work) {
        if (waiting >= MOST) {
            return Future.failedFuture(Problem.unavailable("store-unavailable", "Too much waits for the database.", 5).exception());
        }
        waiting++;
        return turns.of(key, () -> until(work)).onComplete(done -> waiting--);
    }

    private Future<Void> until(Supplier<Future<Void>> work) {
        return work.get().recover(failure -> isAway(failure) ? later(work) : Future.failedFuture(failure));
    }

    private Future<Void> later(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        timers.after(PAUSE, () -> until(work).onComplete(done));
        return done.future();
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 503;
    }
}
