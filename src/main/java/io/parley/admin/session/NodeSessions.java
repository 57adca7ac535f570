package io.parley.admin.session;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Gate;
import io.parley.bus.RunningQuery;
import io.parley.bus.SessionReply.Running;
import io.parley.bus.SessionReply.RunningSession;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.stream.IntStream;

/** Serves {@link Addresses#RUNNING}: the sessions of this node, from all of its shards. */
public final class NodeSessions extends VerticleBase {
    private final Bus bus;
    private final int shards;
    private Bus.Serving serving;

    public NodeSessions(Bus bus, int shards) {
        this.bus = bus;
        this.shards = shards;
    }

    @Override
    public Future<?> start() {
        serving = bus.serve(Addresses.RUNNING, this::look);
        return serving.begun();
    }

    @Override
    public Future<?> stop() {
        return serving.end();
    }

    private Future<Running> look(RunningQuery asked) {
        IntStream those = asked.user() == null ? IntStream.range(0, shards) : IntStream.of(Addresses.shardOf(asked.user(), shards));
        Gate.Look look = new Gate.Look(asked.user());
        return Future.all(those.mapToObj(shard -> bus.request(Addresses.gate(shard), look, Running.class)).toList())
                .map(all -> all.<Running>list().stream().map(Running::sessions).<RunningSession>flatMap(List::stream).toList())
                .map(Running::new);
    }
}
