package io.parley.xmpp;

import io.parley.bus.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The one bounded pool for what blocks in Smack: connecting, logging in, closing. When it is full, the next is told 503, not queued. */
public final class BlockingPool {
    private final WorkerExecutor workers;
    private final int capacity;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param threads how many work at once
     * @param queue   how many more may wait
     */
    public BlockingPool(Vertx vertx, int threads, int queue) {
        this.workers = vertx.createSharedWorkerExecutor("parley-xmpp", threads, 2, TimeUnit.MINUTES);
        this.capacity = threads + queue;
    }

    /** Runs the work on a thread of the pool. */
    public <T> Future<T> run(Callable<T> work) {
        if (taken.incrementAndGet() > capacity) {
            taken.decrementAndGet();
            return Future.failedFuture(Problem.unavailable("pool-full", "Too many logins at this moment.", 2).exception());
        }
        return workers.executeBlocking(work, false).onComplete(done -> taken.decrementAndGet());
    }

    /** As {@link #run}, but never refused, for what gives something back: a connection that a full pool does not close is open for good. */
    public <T> Future<T> release(Callable<T> work) {
        taken.incrementAndGet();
        return workers.executeBlocking(work, false).onComplete(done -> taken.decrementAndGet());
    }

    /** How many run or wait now. */
    public int taken() {
        return taken.get();
    }

    public Future<Void> close() {
        return workers.close();
    }
}
