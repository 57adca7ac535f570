package io.parley.admin.system;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.bus.ClusterCommand.GetClusterNode;
import io.parley.bus.ClusterCommand.GetClusterStatus;
import io.parley.bus.ClusterCommand.ListClusterNodes;
import io.parley.bus.ClusterReply.ClusterNode;
import io.parley.bus.ClusterReply.ClusterNodes;
import io.parley.bus.ClusterReply.ClusterStatus;
import io.parley.bus.Nodes;
import io.parley.bus.Problem;
import io.parley.bus.View;
import io.parley.store.cluster.NodeLife;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The cluster as all its nodes have agreed on it. */
public final class ClusterResource implements AdminResource {
    private final Nodes nodes;
    private final Optional<Supplier<Future<List<NodeLife>>>> lives;

    /** @param lives since when each node has been there; empty for a node that has no others */
    public ClusterResource(Nodes nodes, Optional<Supplier<Future<List<NodeLife>>>> lives) {
        this.nodes = nodes;
        this.lives = lives;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(GetClusterStatus.class, asked -> Future.succeededFuture(new ClusterStatus(status())));
        table.on(ListClusterNodes.class, asked -> members().map(ClusterNodes::new));
        table.on(GetClusterNode.class, asked -> members().map(all -> all.stream().filter(one -> one.nodeID().equals(asked.id())).findFirst()
                .orElseThrow(() -> Problem.notFound("unknown-node", "There is no such node in the cluster.").exception())));
    }

    private String status() {
        View view = nodes.view();
        if (lives.isEmpty()) {
            return "Disabled";
        }
        return !view.has(nodes.self()) ? "Starting" : view.isLedBy(nodes.self()) ? "Senior member" : "Junior member";
    }

    private Future<List<ClusterNode>> members() {
        return lives.map(Supplier::get).orElseGet(() -> Future.succeededFuture(List.of())).map(all -> {
            Map<String, NodeLife> known = all.stream().collect(Collectors.toMap(NodeLife::id, Function.identity()));
            return nodes.view().members().stream().filter(known::containsKey).map(id -> node(known.get(id))).toList();
        });
    }

    private ClusterNode node(NodeLife life) {
        return new ClusterNode(life.address(), life.id(), Instant.ofEpochMilli(life.joined()).toString(), nodes.view().isLedBy(life.id()));
    }
}
