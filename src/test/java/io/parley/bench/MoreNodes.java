package io.parley.bench;

import io.parley.bench.LoadRound.Load;
import io.parley.bench.LoadRound.Until;
import io.parley.support.Await;
import io.parley.support.ParleyNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The same messages through one node, two and three, in turns: clients go to any node, wherever the session is. */
final class MoreNodes {
    private static final Duration SLACK = Duration.ofSeconds(60);
    private static final String ONE = name(1);

    private final Vertx vertx;
    private final OnLoop onLoop;
    private final TalkingPlan plan;
    private final Site site;
    private final Report report;
    private final ProcessMeter self = new ProcessMeter(ProcessHandle.current());
    private final Patience patience;
    private final List<ParleyClients> opened = new ArrayList<>();

    MoreNodes(Vertx vertx, TalkingPlan plan, Site site, Report report) {
        this.vertx = vertx;
        this.onLoop = new OnLoop(vertx);
        this.patience = new Patience(vertx);
        this.plan = plan;
        this.site = site;
        this.report = report;
    }

    /** @param sizes one node alone first, then clusters */
    List<String> run(List<List<ParleyNode>> sizes) {
        RatioTable table = new RatioTable(sizes.stream().skip(1).map(nodes -> name(nodes.size())).toList(), ONE);
        Turns turns = new Turns(sizes.stream().map(this::contender).toList());
        report.progress("warming up");
        turns.each(contender -> load(contender, plan.depth(), Until.SAFE, plan.warmUp()));
        LoginRound logins = new LoginRound(onLoop, site, plan.logins());
        for (int round = 1; round <= plan.rounds(); round++) {
            report.progress("one, two and three nodes, round " + round + " of " + plan.rounds());
            latency(turns, table);
            throughput(turns, table);
            table.row("login and stream, by master secret", "/s").add(turns.each(contender -> logins.perSecond(contender.vouched())));
            turns.nextRound();
        }
        Await.await(Future.all(opened.stream().map(ParleyClients::close).toList()));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("Attempts that had to be repeated: " + patience.repeated() + ".");
        return lines;
    }

    private static String name(int nodes) {
        return nodes == 1 ? "1 node" : nodes + " nodes";
    }

    private Contender contender(List<ParleyNode> nodes) {
        List<ParleyClients> clients = nodes.stream().map(node -> new ParleyClients(vertx, node)).toList();
        opened.addAll(clients);
        List<ProcessMeter> meters = nodes.stream().map(node -> new ProcessMeter(ProcessHandle.of(node.pid()).orElseThrow())).toList();
        List<Route> routes = IntStream.range(0, plan.pairs()).mapToObj(pair -> Route.spread(pair, nodes.size())).toList();
        Way way = onLoop.run(() -> ClusterWay.open(name(nodes.size()), site, clients, routes, true, patience), SLACK);
        return new Contender(way, () -> new Usage(meters.stream().mapToDouble(ProcessMeter::cpuMillis).sum(), site.meter().cpuMillis(),
                self.cpuMillis()),
                user -> patience.of(attempt -> any(clients, user).login(user)).compose(in -> in.listen(line -> { })),
                user -> patience.of(attempt -> any(clients, user).vouchedFor(user)).compose(in -> in.listen(line -> { })));
    }

    private static ParleyClients any(List<ParleyClients> clients, String user) {
        return clients.get(Math.floorMod(user.hashCode(), clients.size()));
    }

    private LoadRound.Outcome load(Contender contender, int depth, Until until, Duration time) {
        LoadRound round = new LoadRound(vertx, contender.way(), new Load(plan.pairs(), depth, until, time), contender.meter());
        return Await.await(round.run(), time.plus(SLACK));
    }

    private void latency(Turns turns, RatioTable table) {
        Map<String, LatencyRound.Outcome> outcomes = turns.each(
                contender -> Await.await(new LatencyRound(vertx, contender.way(), plan).run(), SLACK));
        table.row("POST to event, p50", "ms").add(Turns.values(outcomes, outcome -> outcome.arrival().median()));
        table.row("POST to event, p99", "ms").add(Turns.values(outcomes, outcome -> outcome.arrival().percentile(0.99)));
        table.row("POST to its answer, p50", "ms").add(Turns.values(outcomes, outcome -> outcome.safety().median()));
        table.row("POST to its answer, p99", "ms").add(Turns.values(outcomes, outcome -> outcome.safety().percentile(0.99)));
    }

    private void throughput(Turns turns, RatioTable table) {
        Map<String, LoadRound.Outcome> one = turns.each(contender -> load(contender, 1, Until.ARRIVED, plan.load()));
        Map<String, LoadRound.Outcome> deep = turns.each(contender -> load(contender, plan.depth(), Until.SAFE, plan.load()));
        String many = plan.depth() + " under way";
        table.row("closed loop, 1 under way, until received", "/s").add(Turns.values(one, LoadRound.Outcome::perSecond));
        table.row("closed loop, " + many + ", until safe", "/s").add(Turns.values(deep, LoadRound.Outcome::perSecond));
        table.row("CPU a message, all nodes, 1 under way", "ms").add(nodesCpu(one));
        table.row("CPU a message, all nodes, " + many, "ms").add(nodesCpu(deep));
        table.uncompared("XMPP server's share of a core, " + many, "%")
                .add(Turns.values(deep, outcome -> outcome.ofACore(outcome.usage().server())));
        table.uncompared("load client's share of a core, " + many, "%")
                .add(Turns.values(deep, outcome -> outcome.ofACore(outcome.usage().generator())));
    }

    private static Map<String, Double> nodesCpu(Map<String, LoadRound.Outcome> outcomes) {
        return Turns.values(outcomes, outcome -> outcome.eachMessage(outcome.usage().parley()));
    }
}
