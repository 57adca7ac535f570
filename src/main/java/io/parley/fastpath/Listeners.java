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
        return absent(row, null);
    }

    Future<Void> detach(RequestRow row, String stream) {
        Set<String> open = streams.get(row.id());
        if (open == null || !open.remove(stream) || !open.isEmpty()) {
            return Future.succeededFuture();
        }
        streams.remove(row.id());
        return absent(row, clock.millis()).onSuccess(done -> wake.accept(row.workgroup()));
    }

    /** The asker has asked for something: as good as a stream for a while. */
    Future<Void> seen(RequestRow row) {
        return listens(row.id()) || row.absentSince() == null ? Future.succeededFuture() : absent(row, clock.millis());
    }

    private Future<Void> absent(RequestRow row, Long since) {
        return tables.ask(client -> tables.requests().absent(client, row.id(), since)).mapEmpty();
    }
}
