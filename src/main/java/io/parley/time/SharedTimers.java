package io.parley.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One timer for the many tasks of one event loop that need not be on time: a task runs a little late, the more the busier the loop, never
 * early. Tens of thousands of streams that are each asked once a minute whether they live cost a tick, not a timer each. While nothing waits nothing ticks; it stops
 * at a tick, for who waits for one answer after the other would otherwise begin and end it with each.
 *
 * <p>A loop that stood still, for a collection or a stopped process, puts everything off by as long: each tick is counted from the one
 * before it. Were the ticks that it missed made up for at once, questions would be asked and given up in the same moment, before the loop
 * had read one answer.
 */
public final class SharedTimers implements Timers {
    private static final Logger LOG = LoggerFactory.getLogger(SharedTimers.class);

    private final Timers timers;
    private final Duration tick;
    /** By the tick at which they are due; a task is a key of its own. */
    private final Map<Long, Map<Object, Runnable>> due = new LinkedHashMap<>();
    private long now;
    private boolean ticking;

    public SharedTimers(Timers timers, Duration tick) {
        this.timers = timers;
        this.tick = tick;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        // this tick has begun already, so that it does not count
        long at = now + 1 + Math.max(1, (delay.toNanos() + tick.toNanos() - 1) / tick.toNanos());
        Object key = new Object();
        due.computeIfAbsent(at, fresh -> new LinkedHashMap<>()).put(key, task);
        if (!ticking) {
            ticking = true;
            timers.after(tick, this::tick);
        }
        return () -> cancel(at, key);
    }

    private void cancel(long at, Object key) {
        Map<Object, Runnable> tasks = due.get(at);
        if (tasks != null && tasks.remove(key) != null && tasks.isEmpty()) {
            due.remove(at);
        }
    }

    @Override
    public Timer every(Duration interval, Runnable task) {
        Repeated repeated = new Repeated(interval, task);
        repeated.schedule();
        return repeated;
    }

    private void tick() {
        now++;
        Map<Object, Runnable> tasks = due.get(now);
        if (tasks != null) {
            List<Object> keys = new ArrayList<>(tasks.keySet());
            // one that an earlier one of this tick has cancelled does not run any more
            keys.forEach(key -> {
                Runnable task = tasks.remove(key);
                if (task != null) {
                    run(task);
                }
            });
            due.remove(now);
        }
        ticking = !due.isEmpty();
        if (ticking) {
            timers.after(tick, this::tick);
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task failed when its time had come", e); // the others have nothing to do with it, and wait for the next tick
        }
    }

    private final class Repeated implements Timer {
        private final Duration interval;
        private final Runnable task;
        private Timer next;

        Repeated(Duration interval, Runnable task) {
            this.interval = interval;
            this.task = task;
        }

        void schedule() {
            next = after(interval, () -> {
                schedule(); // first: one time that it fails is not its last
                task.run();
            });
        }

        @Override
        public void cancel() {
            next.cancel();
        }
    }
}
