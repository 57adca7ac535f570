package io.parley.bench;

import io.parley.bench.KillRound.Fate;
import io.parley.support.NodeCluster;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** One node after the other is killed, and started again: how long its users are without messages, and what they lose. */
final class Kills {
    private final Vertx vertx;
    private final ClusterPlan plan;
    private final Site site;
    private final Report report;
    private final List<Fate> fates = new ArrayList<>();
    private int said;

    Kills(Vertx vertx, ClusterPlan plan, Site site, Report report) {
        this.vertx = vertx;
        this.plan = plan;
        this.site = site;
        this.report = report;
    }

    List<String> run(NodeCluster cluster, List<ParleyClients> nodes) {
        for (int kill = 0; kill < plan.kills(); kill++) {
            report.progress("kill " + (kill + 1) + " of " + plan.kills());
            KillRound round = new KillRound(vertx, plan, site, nodes, "kill-" + kill);
            fates.addAll(round.run(cluster, kill % nodes.size()));
            said += round.said();
        }
        ColumnTable table = new ColumnTable();
        List.of(Loss.values()).forEach(loss -> column(table, loss));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("%d kills in turn, %,d messages to %d users: %d lost, %d came again, %d said twice."
                .formatted(plan.kills(), said, fates.size(), sum(fates, Fate::lost), sum(fates, Fate::again), sum(fates, Fate::twice)));
        return lines;
    }

    private void column(ColumnTable table, Loss loss) {
        List<Fate> of = fates.stream().filter(fate -> fate.loss() == loss).toList();
        Samples resumed = new Samples();
        of.forEach(fate -> resumed.add(fate.resumed()));
        table.add("users that lose it by the kill of a node", loss.title(), of.size(), "");
        table.add("kill to the first message said after it, read, p50", loss.title(), resumed.median(), "ms");
        table.add("kill to the first message said after it, read, p99", loss.title(), resumed.percentile(0.99), "ms");
        table.add("kill to the first message said after it, read, longest", loss.title(), resumed.largest(), "ms");
        table.add("messages lost", loss.title(), sum(of, Fate::lost), "");
        table.add("messages that came again, under the same id", loss.title(), sum(of, Fate::again), "");
        table.add("messages that were said twice, under two ids", loss.title(), sum(of, Fate::twice), "");
    }

    private static long sum(List<Fate> fates, ToLongFunction<Fate> value) {
        return fates.stream().mapToLong(value).sum();
    }

    /** Messages that did not come, or were said twice. */
    long faults() {
        return sum(fates, Fate::lost) + sum(fates, Fate::twice);
    }
}
