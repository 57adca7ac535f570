package io.parley.bench;

import io.parley.support.NodeCluster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the clustered maps take for a session: all nodes together, every entry and its copy. */
final class Entries {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int ENTERING = 4;
    private static final int MILLION = 1_000_000;

    private final OnLoop onLoop;
    private final Patience patience;
    private final ClusterPlan plan;
    private final Site site;
    private final Report report;

    /** What all nodes tell of themselves. */
    private record Kept(long sessions, long bytes) {
        static Kept by(NodeCluster cluster) {
            List<JsonObject> states = cluster.living().stream().map(cluster::state).toList();
            return new Kept(states.stream().mapToLong(state -> state.getLong("keptSessions")).sum(),
                    states.stream().mapToLong(state -> state.getLong("keptBytes")).sum());
        }
    }

    Entries(Vertx vertx, ClusterPlan plan, Site site, Report report) {
        this.onLoop = new OnLoop(vertx);
        this.patience = new Patience(vertx);
        this.plan = plan;
        this.site = site;
        this.report = report;
    }

    List<String> run(NodeCluster cluster, List<ParleyClients> nodes) {
        report.progress("entries of sessions");
        ColumnTable table = new ColumnTable();
        List<ParleyUser> users = new ArrayList<>();
        Kept before = Kept.by(cluster);
        onLoop.run(() -> InParallel.each(Site.numbers(0, plan.members()), LoginRound.AT_ONCE,
                number -> login(nodes.get(number % nodes.size()), site.account("member-" + number)).onSuccess(users::add)), LONGEST);
        column(table, "no room", before, Kept.by(cluster));
        onLoop.run(() -> InParallel.each(Site.numbers(0, users.size()), ENTERING, number -> enter(users.get(number), number)), LONGEST);
        column(table, plan.rooms() + " rooms", before, Kept.by(cluster));
        onLoop.run(() -> InParallel.each(users, LoginRound.AT_ONCE, user -> patience.of(attempt -> user.leave())), LONGEST);
        return table.lines();
    }

    private Future<ParleyUser> login(ParleyClients node, String user) {
        return patience.of(attempt -> node.vouchedFor(user));
    }

    /** Rooms of their own: what is weighed is the entry, not the talk in a crowded room. */
    private Future<Void> enter(ParleyUser user, int number) {
        return InParallel.each(Site.numbers(0, plan.rooms()), 1, room -> patience.of(attempt -> user.enter("room-" + number + "-" + room)));
    }

    private void column(ColumnTable table, String name, Kept before, Kept now) {
        double each = (now.bytes() - before.bytes()) / (double) plan.members();
        table.add("in the clustered maps", name, now.sessions() - before.sessions(), "");
        table.add("bytes a session, entry and copy, all nodes together", name, each, "");
        table.add("derived, a million sessions, all nodes together", name, each * MILLION / (1 << 20), "MiB");
    }
}
