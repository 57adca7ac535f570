package io.parley.http.access;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks Basic credentials: by memory, else by a real XMPP login. The same credentials sent many times at once are one login: they
 * would count as many guesses otherwise. For all event loops of a node.
 */
final class BasicCheck {
    private final Map<Attempt, Future<Void>> running = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final Gates gates;
    private final PasswordGuard guard;
    private final BasicMemory memory;

    private record Attempt(String address, String user, String password) {
        @Override
        public String toString() {
            return "Attempt[" + user + " from " + address + "]"; // a password never reaches a log
        }
    }

    BasicCheck(Vertx vertx, Gates gates, PasswordGuard guard, BasicMemory memory) {
        this.vertx = vertx;
        this.gates = gates;
        this.guard = guard;
        this.memory = memory;
    }

    /** Fails as {@link PasswordGuard#attempt} does. */
    Future<Void> check(String address, String user, String password) {
        if (memory.knows(user, password)) {
            return Future.succeededFuture();
        }
        Attempt attempt = new Attempt(address, user, password);
        Promise<Void> mine = Promise.promise();
        Future<Void> others = running.putIfAbsent(attempt, mine.future());
        if (others != null) {
            return onThisLoop(others);
        }
        long evictions = memory.evictions();
        return Future.succeededFuture() // what is thrown must become a failure too, or the attempt would run for ever
                .compose(begin -> guard.attempt(address, user, password, () -> gates.verify(user, password)))
                .onSuccess(good -> memory.remember(user, password, evictions))
                .<Void>mapEmpty()
                .onComplete(outcome -> {
                    running.remove(attempt);
                    mine.handle(outcome);
                });
    }

    /** Another request's loop completes the future; this request must go on on its own. */
    private Future<Void> onThisLoop(Future<Void> others) {
        Context context = vertx.getOrCreateContext();
        Promise<Void> here = Promise.promise();
        others.onComplete(outcome -> context.runOnContext(now -> here.handle(outcome)));
        return here.future();
    }
}
