package io.parley.fastpath;

import io.parley.bus.Problem;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Who follows which request, on which node: an asker without a stream, who does not ask either, has gone after a while. */
final class Listeners {
    private static final int MOST_STREAMS = 10;

    private final Tables tables;
    private final InstantSource clock;
    private final Consumer<String> wake;
    private final String self;
    /** By request: its streams, and the node that writes each. */
    private final Map<String, Map<String, String>> streams = new HashMap<>();
    private Consumer<String> began = request -> { };

    /** @param self the node on which the queue is */
    Listeners(Tables tables, InstantSource clock, Consumer<String> wake, String self) {
        this.tables = tables;
        this.clock = clock;
        this.wake = wake;
        this.self = self;
    }

    /** Who is told that somebody begins to follow a request. */
    void onBegin(Consumer<String> listener) {
        began = listener;
    }

    boolean listens(String request) {
        return streams.containsKey(request);
    }

    /** The other nodes on which somebody follows it. */
    Collection<String> elsewhere(String request) {
        Set<String> nodes = new HashSet<>(streams.getOrDefault(request, Map.of()).values());
        nodes.remove(self);
        return nodes;
    }

    int size() {
        return streams.size();
    }

    /** @param node which writes the stream; null for this one */
    Future<Void> attach(RequestRow row, String stream, String node) {
        Map<String, String> open = streams.computeIfAbsent(row.id(), id -> new HashMap<>());
        if (open.size() >= MOST_STREAMS && !open.containsKey(stream)) {
            return Future.failedFuture(new Problem(429, "too-many-streams", "Too many event streams of this request are open.", 5, null, null)
                    .exception());
        }
        open.put(stream, node == null ? self : node);
        began.accept(row.id());
        return tables.ask(client -> tables.requests().present(client, row.id())).<Void>mapEmpty()
                .onFailure(failure -> forget(row.id(), stream));
    }

    Future<Void> detach(RequestRow row, String stream) {
        return forget(row.id(), stream) ? absent(row).onSuccess(done -> wake.accept(row.workgroup())) : Future.succeededFuture();
    }

    /** Streams that other nodes wrote have gone with them: who does not come back has gone too. */
    void keepThoseOf(Collection<String> nodes) {
        List.copyOf(streams.keySet()).forEach(request -> {
            Map<String, String> open = streams.get(request);
            open.values().removeIf(node -> !nodes.contains(node));
            if (open.isEmpty()) {
                streams.remove(request);
                tables.ask(client -> tables.requests().find(client, request)).onSuccess(found -> found.ifPresent(row -> absent(row)
                        .onSuccess(done -> wake.accept(row.workgroup()))));
            }
        });
    }

    /** Whether it was the last. */
    private boolean forget(String request, String stream) {
        Map<String, String> open = streams.get(request);
        if (open == null || open.remove(stream) == null || !open.isEmpty()) {
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
