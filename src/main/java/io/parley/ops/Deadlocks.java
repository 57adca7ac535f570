package io.parley.ops;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;

/** Whether threads of this program wait for each other for ever. */
public final class Deadlocks {
    private final Vertx vertx;

    public Deadlocks(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Succeeds when there are none. The JVM holds its threads to look, which takes a while with many of them: not on an event loop. */
    public Future<Void> check() {
        return vertx.<Void>executeBlocking(() -> {
            long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
            if (deadlocked != null) {
                throw new IllegalStateException(deadlocked.length + " threads are deadlocked");
            }
            return null;
        }, false);
    }
}
