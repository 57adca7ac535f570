package io.parley.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Timers that a test steps by hand: tasks run in the order of their time, on the test's own thread. */
public final class ManualTimers implements Timers {
    private static final class Task {
        Duration at;
        final Duration interval;
        final Runnable work;

        Task(Duration at, Duration interval, Runnable work) {
            this.at = at;
            this.interval = interval;
            this.work = work;
        }
    }

    private final List<Task> waiting = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public Timer after(Duration delay, Runnable task) {
        return add(new Task(now.plus(delay), null, task));
    }

    @Override
    public Timer every(Duration interval, Runnable task) {
        return add(new Task(now.plus(interval), interval, task));
    }

    private Timer add(Task task) {
        waiting.add(task);
        return () -> waiting.remove(task);
    }

    /** Lets the time pass; what becomes due runs, and what that asks for too. */
    public void pass(Duration time) {
        Duration until = now.plus(time);
        while (!waiting.isEmpty() && next().at.compareTo(until) <= 0) {
            Task due = next();
            now = due.at;
            if (due.interval == null) {
                waiting.remove(due);
            } else {
                due.at = now.plus(due.interval);
            }
            due.work.run();
        }
        now = until;
    }

    /** How long until the next task is due. */
    public Duration untilNext() {
        return next().at.minus(now);
    }

    public int size() {
        return waiting.size();
    }

    private Task next() {
        return waiting.stream().min(Comparator.comparing(task -> task.at)).orElseThrow();
    }
}
