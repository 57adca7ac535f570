package io.parley.bench;

import io.parley.support.Await;
import io.parley.support.ParleyNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** What a session costs that does nothing but listen, on a node of its own: the difference between few of them and many. */
final class IdleSessions {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int AT_ONCE = 16;

    private final Vertx vertx;
    private final Plan plan;
    private final Site site;
    private final Report report;

    /** KiB, and threads. */
    private record Footprint(long heap, long resident, long threads) {
        static Footprint of(ProcessMeter meter) {
            long heap = meter.heapAfterCollection();
            return new Footprint(heap, meter.resident(), meter.threads());
        }
    }

    IdleSessions(Vertx vertx, Plan plan, Site site, Report report) {
        this.vertx = vertx;
        this.plan = plan;
        this.site = site;
        this.report = report;
    }

    void run(Map<String, String> settings) {
        report.progress("making " + plan.manySessions() + " accounts");
        Site.numbers(0, plan.manySessions()).forEach(number -> site.account(user("web", number)));
        try (ParleyNode node = site.node("idle", settings)) {
            ParleyClients clients = new ParleyClients(vertx, node);
            ProcessMeter meter = new ProcessMeter(ProcessHandle.of(node.pid()).orElseThrow());
            report.progress("logging " + plan.manySessions() + " users in");
            perSecond(0, plan.fewSessions(), number -> listening(clients.login(user("web", number))));
            Footprint few = Footprint.of(meter);
            long serverFew = site.meter().resident();
            int half = (plan.fewSessions() + plan.manySessions()) / 2;
            double byPassword = perSecond(plan.fewSessions(), half, number -> listening(clients.login(user("web", number))));
            double bySecret = perSecond(half, plan.manySessions(), number -> listening(clients.vouchedFor(user("web", number))));
            Footprint many = Footprint.of(meter);
            long serverMany = site.meter().resident();
            perSession(few, many, serverMany - serverFew);
            double plain = plainLogins();
            report.row("login and stream, by password", "/s").add(byPassword, plain);
            report.row("login and stream, by master secret", "/s").add(bySecret, plain);
            Await.await(clients.close());
        }
    }

    private void perSession(Footprint few, Footprint many, long server) {
        double sessions = plan.manySessions() - plan.fewSessions();
        String at = ", at " + plan.manySessions();
        report.row("heap a session with its stream" + at, "KiB").add((many.heap() - few.heap()) / sessions);
        report.row("resident a session with its stream" + at, "KiB").add((many.resident() - few.resident()) / sessions);
        report.row("threads a session" + at, "").add((many.threads() - few.threads()) / sessions);
        report.row("resident a session, in the XMPP server", "KiB").add(server / sessions);
        report.row("resident, all of Parley" + at, "MiB").add(many.resident() / 1024.0);
    }

    /** As many plain clients as logged in by password, other users, who like those log in for the first time. */
    private double plainLogins() {
        int count = (plan.manySessions() - plan.fewSessions()) / 2;
        Site.numbers(0, count).forEach(number -> site.account(user("native", number)));
        return perSecond(0, count, number -> PlainClient.login(site, user("native", number), body -> { }));
    }

    private double perSecond(int from, int to, Function<Integer, Future<?>> login) {
        long begin = System.nanoTime();
        Await.await(InParallel.each(Site.numbers(from, to), AT_ONCE, login), PATIENCE);
        return (to - from) / ((System.nanoTime() - begin) / 1e9);
    }

    private static Future<ParleyUser> listening(Future<ParleyUser> login) {
        return login.compose(user -> user.listen(line -> { }));
    }

    private static String user(String kind, int number) {
        return "idle-" + kind + "-" + number;
    }
}
