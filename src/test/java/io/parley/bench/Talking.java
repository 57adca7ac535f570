package io.parley.bench;

import io.parley.bench.LoadRound.Load;
import io.parley.bench.LoadRound.Until;
import io.parley.support.Await;
import io.parley.support.ParleyNode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Latency, throughput, CPU and logins: plain XMPP and Parley over both connections, in turns. */
final class Talking {
    private static final Duration SLACK = Duration.ofSeconds(60);
    /** A busier client would be measured, not the server. */
    private static final double TOO_BUSY = 80;

    private final Vertx vertx;
    private final OnLoop onLoop;
    private final TalkingPlan plan;
    private final Site site;
    private final Report report;
    private final RatioTable table = new RatioTable(Arrays.stream(Connection.values()).map(Connection::title).toList(), PlainWay.NAME);
    private final ProcessMeter self = new ProcessMeter(ProcessHandle.current());

    Talking(Vertx vertx, TalkingPlan plan, Site site, Report report) {
        this.vertx = vertx;
        this.onLoop = new OnLoop(vertx);
        this.plan = plan;
        this.site = site;
        this.report = report;
    }

    /** @param settings environment of each connection's node */
    List<String> run(Function<Connection, Map<String, String>> settings) {
        try (ParleyNode onEventLoop = node(Connection.EVENTLOOP, settings); ParleyNode onSmack = node(Connection.SMACK, settings)) {
            Turns turns = new Turns(List.of(plain(), web(Connection.EVENTLOOP, onEventLoop), web(Connection.SMACK, onSmack)));
            report.progress("warming up");
            turns.each(this::warmUp);
            LoginRound logins = new LoginRound(onLoop, site, plan.logins());
            for (int round = 1; round <= plan.rounds(); round++) {
                report.progress("talking, round " + round + " of " + plan.rounds());
                latency(turns);
                throughput(turns);
                turns.nextRound();
            }
            for (int round = 1; round <= plan.rounds(); round++) {
                report.progress("logging in, round " + round + " of " + plan.rounds());
                logins(turns, logins);
                turns.nextRound();
            }
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("Goals: POST to event 1.5 x at most, closed loop 0.5 x at least. " + clientsShare());
        return lines;
    }

    private ParleyNode node(Connection connection, Function<Connection, Map<String, String>> settings) {
        return site.node("talking-" + connection.key(), connection.settings(settings.apply(connection)));
    }

    private Contender web(Connection connection, ParleyNode node) {
        ParleyClients clients = new ParleyClients(vertx, node);
        ProcessMeter parley = new ProcessMeter(ProcessHandle.of(node.pid()).orElseThrow());
        Way way = onLoop.run(() -> ParleyWay.open(connection, site, clients, plan.pairs()), SLACK);
        return new Contender(way, () -> new Usage(parley.cpuMillis(), site.meter().cpuMillis(), self.cpuMillis()),
                user -> clients.login(user).compose(in -> in.listen(line -> { })),
                user -> clients.vouchedFor(user).compose(in -> in.listen(line -> { })));
    }

    private Contender plain() {
        Way way = onLoop.run(() -> PlainWay.open(site, plan.pairs()), SLACK);
        return new Contender(way, () -> new Usage(0, site.meter().cpuMillis(), self.cpuMillis()),
                user -> PlainClient.login(site, user, body -> { }), null);
    }

    private LoadRound.Outcome warmUp(Contender contender) {
        return load(contender, plan.depth(), Until.SAFE, plan.warmUp());
    }

    private LoadRound.Outcome load(Contender contender, int depth, Until until, Duration time) {
        LoadRound round = new LoadRound(vertx, contender.way(), new Load(plan.pairs(), depth, until, time), contender.meter());
        return Await.await(round.run(), time.plus(SLACK));
    }

    private void latency(Turns turns) {
        Map<String, LatencyRound.Outcome> outcomes = turns.each(
                contender -> Await.await(new LatencyRound(vertx, contender.way(), plan).run(), SLACK));
        latency("POST to event", Turns.values(outcomes, outcome -> outcome.arrival().median()),
                Turns.values(outcomes, outcome -> outcome.arrival().percentile(0.99)));
        latency("POST to its answer", Turns.values(outcomes, outcome -> outcome.safety().median()),
                Turns.values(outcomes, outcome -> outcome.safety().percentile(0.99)));
    }

    private void latency(String what, Map<String, Double> middle, Map<String, Double> tail) {
        table.row(what + ", p50", "ms").add(middle);
        table.row(what + ", p99", "ms").add(tail);
    }

    private void throughput(Turns turns) {
        Map<String, LoadRound.Outcome> safe = turns.each(contender -> load(contender, 1, Until.SAFE, plan.load()));
        Map<String, LoadRound.Outcome> arrived = turns.each(contender -> load(contender, 1, Until.ARRIVED, plan.load()));
        Map<String, LoadRound.Outcome> deep = turns.each(contender -> load(contender, plan.depth(), Until.SAFE, plan.load()));
        table.row("closed loop, 1 under way, until safe", "/s").add(Turns.values(safe, LoadRound.Outcome::perSecond));
        table.row("closed loop, 1 under way, until received", "/s").add(Turns.values(arrived, LoadRound.Outcome::perSecond));
        table.row("closed loop, %d under way, until safe".formatted(plan.depth()), "/s")
                .add(Turns.values(deep, LoadRound.Outcome::perSecond));
        cpu("1 under way", safe);
        cpu(plan.depth() + " under way", deep);
    }

    private void cpu(String load, Map<String, LoadRound.Outcome> outcomes) {
        table.row("CPU a message, server and Parley, " + load, "ms").add(Turns.values(outcomes,
                outcome -> outcome.eachMessage(outcome.usage().server() + outcome.usage().parley())));
        table.row("CPU a message, XMPP server, " + load, "ms")
                .add(Turns.values(outcomes, outcome -> outcome.eachMessage(outcome.usage().server())));
        Map<String, Double> parley = Turns.values(outcomes, outcome -> outcome.eachMessage(outcome.usage().parley()));
        parley.remove(PlainWay.NAME);
        table.uncompared("CPU a message, Parley, " + load, "ms").add(parley);
        table.uncompared("XMPP server's share of a core, " + load, "%")
                .add(Turns.values(outcomes, outcome -> outcome.ofACore(outcome.usage().server())));
        table.uncompared(clients(load), "%").add(Turns.values(outcomes, outcome -> outcome.ofACore(outcome.usage().generator())));
    }

    private static String clients(String load) {
        return "load client's share of a core, " + load;
    }

    private String clientsShare() {
        double most = Math.max(table.uncompared(clients("1 under way"), "%").largest(),
                table.uncompared(clients(plan.depth() + " under way"), "%").largest());
        return "The load client, on one event loop, used %.0f %% of a core at most: it was %sthe bottleneck.".formatted(most,
                most < TOO_BUSY ? "not " : "");
    }

    private void logins(Turns turns, LoginRound logins) {
        table.row("login and stream, by password", "/s").add(turns.each(contender -> logins.perSecond(contender.password())));
        Map<String, Double> vouched = turns.each(
                contender -> logins.perSecond(contender.vouched() == null ? contender.password() : contender.vouched()));
        table.row("login and stream, by master secret", "/s").add(vouched);
    }
}
