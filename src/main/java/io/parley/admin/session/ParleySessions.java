package io.parley.admin.session;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Nodes;
import io.parley.bus.RunningQuery;
import io.parley.bus.SessionReply.Running;
import io.parley.bus.SessionReply.RunningSession;
import io.vertx.core.Future;
import java.util.List;

/** Parley's own sessions, on all nodes. */
public final class ParleySessions {
    private final Bus bus;
    private final Nodes nodes;

    public ParleySessions(Bus bus, Nodes nodes) {
        this.bus = bus;
        this.nodes = nodes;
    }

    /** @param user only this user's; null for all */
    Future<List<RunningSession>> of(String user) {
        RunningQuery query = new RunningQuery(user);
        return Future.all(nodes.view().members().stream().map(node -> node.equals(nodes.self())
                        ? bus.request(Addresses.RUNNING, query, Running.class)
                        : bus.requestAt(node, Addresses.RUNNING, query, Running.class)).toList())
                .map(all -> all.<Running>list().stream().map(Running::sessions).<RunningSession>flatMap(List::stream).toList());
    }

    String self() {
        return nodes.self();
    }
}
