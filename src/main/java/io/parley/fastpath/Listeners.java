package io.parley.fastpath;

import io.parley.bus.Problem;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Who follows which request on this node: an asker without a stream, who does not ask either, has gone after a while. */
final class Listeners {
    private static final int MOST_STREAMS = 10;

    private final Tables tables;
    private final InstantSource clock;
    private final Consumer<String> wake;
    private final Map<String, Set<String>> streams = new HashMap<>();
    private Consumer<String> began = request -> { };

    Listeners(Tables tables, InstantSource clock, Consumer<String> wake) {
        this.tables = tables;
        this.clock = clock;
        this.wake = wake;
    }

    /** Who is told that somebody begins to follow a request. */
    void onBegin(Consumer<String> listener) {
        began = listener;
    }

    boolean listens(String request) {
        return streams.containsKey(request);
    }

    int size() {
        return streams.size();
    }

    Future<Void> attach(RequestRow row, String stream) {
        Set<String> open = streams.computeIfAbsent(row.id(), id -> new HashSet<>());
        if (open.size() >= MOST_STREAMS) {
            return Future.failedFuture(new Problem(429, "too-many-streams", "Too many event streams of this request are open.", 5, null, null)
                    .exception());
        }
        open.add(stream);
        began.accept(row.id());
        return tables.ask(client -> tables.requests().present(client, row.id())).<Void>mapEmpty()
                .onFailure(failure -> forget(row.id(), stream));
    }

    Future<Void> detach(RequestRow row, String stream) {
        return forget(row.id(), stream) ? absent(row).onSuccess(done -> wake.accept(row.workgroup())) : Future.succeededFuture();
    }

    /** Whether it was the last. */
    private boolean forget(String request, String stream) {
        Set<String> open = streams.get(request);
        if (open == null || !open.remove(stream) || !open.isEmpty()) {
            return false;
        }
        streams.remove(request);
        return true;
    }

    /** The asker has asked for something: as good as a stream for a while. */
    Future<Void> seen(RequestRow row) {
        return listens(row.id()) || row.absentSince() == null ? Future.succeededFuture() : absent(row);
    }

    private Future<Void> absent(RequestRow row) {
        return tables.ask(client -> tables.requests().absent(client, row.id(), clock.millis())).mapEmpty();
    }
}
