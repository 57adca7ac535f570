package io.parley.xmpp.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs one connection's tasks one after the other on a pool that all connections share. */
final class OrderedTasks {
    private static final int MOST_UNHEARD = 100;

    private final Executor pool;
    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private boolean running;

    OrderedTasks(Executor pool) {
        this.pool = pool;
    }

    void run(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        pool.execute(this::next);
    }

    /**
     * Runs a task that tells somebody of what was read.
     *
     * @param caughtUp told when half of what may wait is told, and again when all of it is
     * @return whether so many wait that nothing more should be read
     */
    boolean tell(Runnable task, Runnable caughtUp) {
        run(() -> {
            try {
                task.run();
            } finally { // of one that fails, too, or nothing would be read again
                int left = waiting();
                if (left == MOST_UNHEARD / 2 || left == 0) { // the last one too, for half may have passed before the reading stopped
                    caughtUp.run();
                }
            }
        });
        return waiting() >= MOST_UNHEARD;
    }

    private int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void next() {
        Runnable task;
        synchronized (waiting) {
            task = waiting.poll();
            if (task == null) {
                running = false;
                return;
            }
        }
        try {
            task.run();
        } finally {
            pool.execute(this::next); // behind the other connections' tasks
        }
    }
}
