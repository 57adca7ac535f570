package io.parley;

import io.parley.cluster.OutOfReach;
import io.parley.config.LiveConfig;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lives of the program, one after the other. A node of a cluster that was left behind, frozen or cut off from the others, begins anew:
 * it knows nothing then that could be wrong.
 */
final class Lives {
    private static final Logger LOG = LoggerFactory.getLogger(Lives.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LiveConfig config;
    private final ExecutorService turns = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(2),
            task -> new Thread(task, "lives"), new ThreadPoolExecutor.DiscardPolicy());
    private Life now;
    private boolean over;

    Lives(LiveConfig config) {
        this.config = config;
    }

    /** The first one; what it fails with is told to whoever starts the program, once it is clear that it does not pass. */
    Life begin() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Life first = Life.begin(config, () -> turns.execute(this::again));
                become(first);
                return first;
            } catch (OutOfReach e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.warn("This node cannot begin yet: {}", e.getMessage());
            }
        }
    }

    private synchronized void become(Life next) {
        now = next;
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void again() {
        LOG.warn("This node was left behind: it begins anew");
        breakOff();
        while (!isOver()) {
            try {
                become(Life.begin(config, () -> turns.execute(this::again)));
                LOG.info("This node is back");
                return;
            } catch (RuntimeException e) {
                LOG.warn("This node cannot begin yet: {}", e.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** It may have been left behind while it still began, and then it is not known here yet. */
    private void breakOff() {
        Life left = take();
        while (left == null && !isOver()) {
            LockSupport.parkNanos(MOMENT.toNanos());
            left = take();
        }
        if (left != null) {
            left.breakOff();
        }
    }

    /** Only once: a life that ends is nobody's any more. */
    private synchronized Life take() {
        Life taken = now;
        now = null;
        return taken;
    }

    /** The program ends. */
    void end() {
        LOG.info("Parley ends, within {}", config.get().shutdownGrace());
        Life last;
        synchronized (this) {
            over = true;
            last = take();
        }
        if (last != null) {
            last.end();
        }
        turns.shutdownNow();
    }
}
