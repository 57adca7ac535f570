package io.parley.sse;

import io.parley.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Timers that go off when the test says so. */
final class HandTimers implements Timers {
    private record Waiting(Duration after, Runnable task) {
    }

    private final List<Waiting> waiting = new ArrayList<>();

    @Override
    public Timer after(Duration delay, Runnable task) {
        Waiting[] self = new Waiting[1];
        self[0] = new Waiting(delay, () -> {
            waiting.remove(self[0]);
            task.run();
        });
        waiting.add(self[0]);
        return () -> waiting.remove(self[0]);
    }

    @Override
    public Timer every(Duration interval, Runnable task) {
        Waiting one = new Waiting(interval, task);
        waiting.add(one);
        return () -> waiting.remove(one);
    }

    /** Lets everything go off that waits for this long. */
    void fire(Duration delay) {
        List.copyOf(waiting).stream().filter(one -> one.after().equals(delay)).forEach(one -> one.task().run());
    }

    int size() {
        return waiting.size();
    }
}
