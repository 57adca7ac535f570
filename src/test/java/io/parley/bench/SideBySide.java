package io.parley.bench;

import io.parley.bench.LoadRound.Load;
import io.parley.bench.LoadRound.Outcome;
import io.parley.bench.LoadRound.Until;
import io.parley.support.Await;
import io.parley.support.ParleyNode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Latency and throughput: Parley and plain XMPP in turns, so that whatever else the machine does hits both. */
final class SideBySide {
    private static final Duration SLACK = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final Plan plan;
    private final Site site;
    private final Report report;

    SideBySide(Vertx vertx, Plan plan, Site site, Report report) {
        this.vertx = vertx;
        this.plan = plan;
        this.site = site;
        this.report = report;
    }

    void run(Map<String, String> settings) {
        try (ParleyNode node = site.node("talking", settings)) {
            ProcessMeter parley = new ProcessMeter(ProcessHandle.of(node.pid()).orElseThrow());
            ProcessMeter self = new ProcessMeter(ProcessHandle.current());
            Supplier<Usage> meter = () -> new Usage(parley.cpuMillis(), site.meter().cpuMillis(), self.cpuMillis());
            ParleyClients clients = new ParleyClients(vertx, node);
            Way web = Await.await(ParleyWay.open(site, clients, plan.pairs()), SLACK);
            Way plain = Await.await(PlainWay.open(site, plan.pairs()), SLACK);
            report.progress("warming up");
            load(web, plan.depth(), Until.SAFE, plan.warmUp(), meter);
            load(plain, plan.depth(), Until.SAFE, plan.warmUp().dividedBy(2), meter);
            for (int round = 1; round <= plan.rounds(); round++) {
                report.progress("talking, round " + round + " of " + plan.rounds());
                latency(web, plain);
                throughput(web, plain, meter);
            }
            Await.await(clients.close());
        }
    }

    private void latency(Way web, Way plain) {
        LatencyRound.Outcome parley = Await.await(new LatencyRound(vertx, web, plan).run(), SLACK);
        LatencyRound.Outcome straight = Await.await(new LatencyRound(vertx, plain, plan).run(), SLACK);
        latency("POST to event; plain: send to received", parley.arrival(), straight.arrival());
        latency("POST to its answer; plain: to its acknowledgement", parley.safety(), straight.safety());
    }

    private void latency(String what, Samples parley, Samples straight) {
        report.row(what + ", p50", "ms").add(parley.median(), straight.median());
        report.row(what + ", p99", "ms").add(parley.percentile(0.99), straight.percentile(0.99));
    }

    private void throughput(Way web, Way plain, Supplier<Usage> meter) {
        Outcome parley = load(web, 1, Until.SAFE, plan.load(), meter);
        Outcome acknowledged = load(plain, 1, Until.SAFE, plan.load(), meter);
        Outcome arrived = load(plain, 1, Until.ARRIVED, plan.load(), meter);
        Outcome parleyDeep = load(web, plan.depth(), Until.SAFE, plan.load(), meter);
        Outcome acknowledgedDeep = load(plain, plan.depth(), Until.SAFE, plan.load(), meter);
        report.row("1 under way, plain: until acknowledged", "/s").add(parley.perSecond(), acknowledged.perSecond());
        report.row("1 under way, plain: until received", "/s").add(parley.perSecond(), arrived.perSecond());
        report.row(plan.depth() + " under way, plain: until acknowledged", "/s").add(parleyDeep.perSecond(), acknowledgedDeep.perSecond());
        report.row("CPU a message, XMPP server", "ms").add(server(parley), server(acknowledged));
        report.row("CPU a message, XMPP server and Parley", "ms").add(server(parley) + gateway(parley), server(acknowledged));
        report.row("CPU a message, Parley alone", "ms").add(gateway(parley));
        report.row("CPU a message, Parley alone, " + plan.depth() + " under way", "ms").add(gateway(parleyDeep));
        report.row("CPU a message, load generator", "ms").add(generator(parley), generator(acknowledged));
    }

    private Outcome load(Way way, int depth, Until until, Duration time, Supplier<Usage> meter) {
        return Await.await(new LoadRound(vertx, way, new Load(plan.pairs(), depth, until, time), meter).run(), time.plus(SLACK));
    }

    private static double server(Outcome outcome) {
        return outcome.usage().server() / outcome.messages();
    }

    private static double gateway(Outcome outcome) {
        return outcome.usage().parley() / outcome.messages();
    }

    private static double generator(Outcome outcome) {
        return outcome.usage().generator() / outcome.messages();
    }
}
