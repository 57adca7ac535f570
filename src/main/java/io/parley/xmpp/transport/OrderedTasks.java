package io.parley.xmpp.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs one connection's tasks one after the other on a pool that all connections share. */
final class OrderedTasks {
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

    int waiting() {
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
