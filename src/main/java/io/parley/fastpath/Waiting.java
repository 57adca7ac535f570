package io.parley.fastpath;

import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers that are held back until a request has left the queue, or for so long. */
final class Waiting {
    private final Timers timers;
    private final Map<String, List<Promise<Void>>> held = new HashMap<>();

    Waiting(Timers timers) {
        this.timers = timers;
    }

    /** Done when the request has left the queue, and after the time at the latest. */
    Future<Void> until(String request, Duration most) {
        Promise<Void> promise = Promise.promise();
        held.computeIfAbsent(request, id -> new ArrayList<>()).add(promise);
        Timers.Timer timer = timers.after(most, promise::tryComplete);
        return promise.future().onComplete(done -> {
            timer.cancel();
            held.computeIfPresent(request, (id, all) -> all.remove(promise) && all.isEmpty() ? null : all);
        });
    }

    void done(String request) {
        List.copyOf(held.getOrDefault(request, List.of())).forEach(Promise::tryComplete);
    }

    int size() {
        return held.size();
    }
}
