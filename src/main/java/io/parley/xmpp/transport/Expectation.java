package io.parley.xmpp.transport;

import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Predicate;

/** The one element that a negotiation waits for. */
final class Expectation {
    private final Predicate<Heard> awaited;
    private final Timers.Timer deadline;
    private final Promise<Heard> promise = Promise.promise();

    Expectation(Predicate<Heard> awaited, Timers.Timer deadline) {
        this.awaited = awaited;
        this.deadline = deadline;
    }

    boolean isFor(Heard heard) {
        return awaited.test(heard);
    }

    void met(Heard heard) {
        deadline.cancel();
        promise.complete(heard);
    }

    void fail(Throwable why) {
        deadline.cancel();
        promise.tryFail(why);
    }

    Future<Heard> future() {
        return promise.future();
    }
}
