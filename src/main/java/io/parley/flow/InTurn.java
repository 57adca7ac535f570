package io.parley.flow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * Does things in the order in which they were asked for, though what each of them needs first is got ready for all at the same time, and
 * may be ready in another order. Where nothing waits, and it is ready, it is done at once. For one event loop.
 */
public final class InTurn {

    private record Turn<P, R>(Future<P> ready, Function<P, Future<R>> act, Promise<R> done) {
        void take() {
            begin(ready, act).onComplete(done);
        }
    }

    private final Deque<Turn<?, ?>> waiting = new ArrayDeque<>();
    private boolean taking;

    /**
     * Its turn is over when {@code act} has returned, not when its future is complete; or when what it needed could not be had.
     *
     * @param ready what is needed first; one that is never complete would hold up all that follow
     */
    public <P, R> Future<R> next(Future<P> ready, Function<P, Future<R>> act) {
        if (waiting.isEmpty() && !taking && ready.isComplete()) {
            return begin(ready, act);
        }
        Turn<P, R> turn = new Turn<>(ready, act, Promise.promise());
        waiting.add(turn);
        ready.onComplete(any -> takeTurns());
        return turn.done().future();
    }

    private void takeTurns() {
        if (taking) {
            return; // asked for from within a turn, which goes first
        }
        taking = true;
        try {
            while (!waiting.isEmpty() && waiting.peek().ready().isComplete()) {
                waiting.poll().take();
            }
        } finally {
            taking = false;
        }
    }

    /** Not by composition, which may put it off to the future's own context, behind what is done directly. */
    private static <P, R> Future<R> begin(Future<P> ready, Function<P, Future<R>> act) {
        if (ready.failed()) {
            return Future.failedFuture(ready.cause());
        }
        try {
            return act.apply(ready.result());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    public int waiting() {
        return waiting.size();
    }
}
