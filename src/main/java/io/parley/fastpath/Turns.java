package io.parley.fastpath;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Does things of one key one after the other, in the order in which they came; those of different keys do not wait for each other. */
final class Turns {
    private final Map<String, Future<?>> last = new HashMap<>();

    <T> Future<T> of(String key, Supplier<Future<T>> work) {
        Future<?> before = last.get(key);
        Future<T> mine = before == null ? work.get() : before.transform(done -> work.get());
        last.put(key, mine);
        mine.onComplete(done -> last.remove(key, mine));
        return mine;
    }

    int size() {
        return last.size();
    }
}
