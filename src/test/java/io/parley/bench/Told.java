package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** What experts were told, by what it is about: who waits for it is given it, and what comes first waits for them. On one event loop. */
final class Told {
    private static final long PATIENCE_SECONDS = 30;

    /** @param nanos when it was read, by {@link System#nanoTime()} */
    record News(String expert, JsonObject event, long nanos) {
        String id() {
            return event.getString("id");
        }
    }

    private final Map<String, Queue<News>> come = new HashMap<>();
    private final Map<String, Promise<News>> awaited = new HashMap<>();

    void come(String about, News news) {
        Promise<News> waiting = awaited.remove(about);
        if (waiting == null) {
            come.computeIfAbsent(about, key -> new ArrayDeque<>()).add(news);
        } else {
            waiting.complete(news);
        }
    }

    /** The next about this; fails when it does not come. */
    Future<News> next(String about) {
        Queue<News> waiting = come.get(about);
        if (waiting == null) {
            Promise<News> promise = Promise.promise();
            awaited.put(about, promise);
            return promise.future().timeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        News first = waiting.remove();
        if (waiting.isEmpty()) {
            come.remove(about);
        }
        return Future.succeededFuture(first);
    }

    void clear() {
        come.clear();
    }
}
