package io.parley.bench;

import io.parley.support.Await;
import io.parley.support.NodeCluster;
import io.parley.support.ParleyNode;
import io.parley.support.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several nodes beside one: what they carry, what it costs to be on another node, what all keep, and what a killed one costs its users. */
final class Clustered {
    private static final int MOST = 3;

    private final Vertx vertx;
    private final ClusterPlan plan;
    private final Site site;
    private final Report report;
    private final Postgres postgres;

    Clustered(Vertx vertx, ClusterPlan plan, Site site, Report report, Postgres postgres) {
        this.vertx = vertx;
        this.plan = plan;
        this.site = site;
        this.report = report;
        this.postgres = postgres;
    }

    /** @param faults messages that were answered and never came, or were said twice */
    record Outcome(List<String> lines, long faults) {
    }

    Outcome run() {
        List<String> lines = new ArrayList<>();
        report.progress("starting clusters of 3 and of 2 nodes, and one node alone");
        try (NodeCluster three = NodeCluster.start(vertx, site.server(), postgres, MOST, Map.of())) {
            List<ParleyNode> nodes = three.living();
            lines.addAll(beside(nodes));
            List<ParleyClients> clients = clients(nodes);
            lines.add("");
            lines.addAll(new Hops(vertx, plan, site, report).run(clients));
            lines.add("");
            lines.addAll(new Entries(vertx, plan, site, report).run(three, clients));
            lines.add("");
            Kills kills = new Kills(vertx, plan, site, report);
            lines.addAll(kills.run(three, clients));
            Await.await(Future.all(clients.stream().map(ParleyClients::close).toList()));
            return new Outcome(lines, kills.faults());
        }
    }

    /** All run at the same time, so that whatever else the machine does hits all. */
    private List<String> beside(List<ParleyNode> three) {
        try (NodeCluster two = NodeCluster.start(vertx, site.server(), postgres, 2, Map.of());
                ParleyNode one = site.node("one-node", postgres.environment())) {
            return new MoreNodes(vertx, plan.talking(), site, report).run(List.of(List.of(one), two.living(), three));
        }
    }

    private List<ParleyClients> clients(List<ParleyNode> nodes) {
        return nodes.stream().map(node -> new ParleyClients(vertx, node)).toList();
    }
}
