package io.parley.bench;

import io.parley.bench.Told.News;
import io.parley.support.Await;
import io.parley.support.Fastpath;
import io.parley.support.ParleyNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Questions and experts on one database: how fast an offer, the next and the invitation come, how many are asked, how a crowd weighs. */
final class Questions {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CONNECTIONS = 64;
    private static final int FILLING = 32;
    private static final String ANY = "any";
    private static final String LONER = "q-loner";

    private final Vertx vertx;
    private final QuestionPlan plan;
    private final Site site;
    private final Report report;
    private final ColumnTable table;
    private final String database;

    Questions(Vertx vertx, QuestionPlan plan, Site site, Report report, ColumnTable table, String database) {
        this.vertx = vertx;
        this.plan = plan;
        this.site = site;
        this.report = report;
        this.table = table;
        this.database = database;
    }

    /** @param settings of the node: its database */
    void run(Map<String, String> settings) {
        List<String> experts = Site.numbers(0, plan.experts()).stream().map(number -> site.account("q-" + number)).toList();
        site.account(LONER);
        HttpClient client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        try (ParleyNode node = site.node("questions-" + database, Fastpath.on(site.server(), settings))) {
            ParleyClients clients = new ParleyClients(vertx, node);
            Desk desk = new Desk(client, node, clients, "staffed", News::id);
            progress("experts log in");
            onLoop(() -> desk.open(experts).compose(made -> InParallel.each(experts, 4, desk::login)));
            conversations(desk);
            sustained(desk);
            crowd(new Desk(client, node, clients, "crowded", news -> ANY));
            Await.await(clients.close());
        }
        Await.await(client.close());
    }

    /** One at a time: asked, offered, rejected, offered to the next, accepted, invited. */
    private void conversations(Desk desk) {
        progress("conversations");
        Samples offer = new Samples();
        Samples next = new Samples();
        Samples invitation = new Samples();
        onLoop(() -> InParallel.each(Site.numbers(0, plan.warmUp()), 1,
                number -> conversation(desk, new Samples(), new Samples(), new Samples())));
        onLoop(() -> InParallel.each(Site.numbers(0, plan.each()), 1, number -> conversation(desk, offer, next, invitation)));
        table.add("ask to first offer", database, offer);
        table.add("rejection to next offer", database, next);
        table.add("accept to invitation", database, invitation);
    }

    private static Future<Void> conversation(Desk desk, Samples offer, Samples next, Samples invitation) {
        long asked = System.nanoTime();
        return desk.ask().compose(id -> desk.offered(id).compose(first -> {
            offer.add(millis(asked, first.nanos()));
            long rejected = System.nanoTime();
            return desk.reject(first.expert(), id).compose(done -> desk.offered(id)).compose(second -> {
                next.add(millis(rejected, second.nanos()));
                long accepted = System.nanoTime();
                return desk.accept(second.expert(), id).compose(done -> desk.invited(id))
                        .onSuccess(invited -> invitation.add(millis(accepted, invited.nanos())));
            });
        }).compose(done -> desk.cancel(id)));
    }

    /** A closed loop: as many askers as keep the queue short. */
    private void sustained(Desk desk) {
        progress("asking");
        long begin = System.nanoTime();
        long end = begin + plan.load().toNanos();
        int[] asked = {0};
        onLoop(() -> InParallel.each(Site.numbers(0, plan.askers()), plan.askers(), asker -> askOn(desk, end, asked)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        table.add("asked, offered and cancelled, " + plan.askers() + " at once", database, asked[0] / seconds, "/s");
    }

    private static Future<Void> askOn(Desk desk, long end, int[] asked) {
        if (System.nanoTime() >= end) {
            return Future.succeededFuture();
        }
        return desk.ask().compose(id -> desk.offered(id).compose(offer -> desk.cancel(id))).compose(done -> {
            asked[0]++;
            return askOn(desk, end, asked);
        });
    }

    /** The same questions to a queue that is short and to one that is long. */
    private void crowd(Desk desk) {
        progress("a short queue");
        Samples answerBefore = new Samples();
        Samples answerAfter = new Samples();
        Samples nextBefore = new Samples();
        Samples nextAfter = new Samples();
        onLoop(() -> desk.open(List.of(LONER)));
        answers(desk, new Samples());
        answers(desk, answerBefore);
        fill(desk, plan.few());
        onLoop(() -> desk.login(LONER).compose(in -> rejections(desk, nextBefore)).compose(done -> desk.leave(LONER)));
        progress(plan.crowd() + " questions");
        long begin = System.nanoTime();
        fill(desk, plan.crowd() - plan.few());
        table.add("asked while nobody is free, " + FILLING + " at once, up to " + plan.crowd(), database,
                (plan.crowd() - plan.few()) / ((System.nanoTime() - begin) / 1e9), "/s");
        progress("a long queue");
        answers(desk, answerAfter);
        onLoop(() -> desk.join(LONER).compose(in -> rejections(desk, nextAfter)).compose(done -> desk.leave(LONER)));
        compare("ask to its answer", 0, answerBefore, answerAfter);
        compare("rejection to the next question's offer", plan.few(), nextBefore, nextAfter);
    }

    private void compare(String what, int few, Samples before, Samples after) {
        table.add(what + ", " + few + " waiting", database, before);
        table.add(what + ", " + plan.crowd() + " waiting", database, after);
        table.add(what + ": ratio of the p50", database, after.median() / before.median(), "x");
    }

    /** Asked and cancelled, one at a time. */
    private void answers(Desk desk, Samples samples) {
        onLoop(() -> InParallel.each(Site.numbers(0, plan.each()), 1, number -> {
            long asked = System.nanoTime();
            return desk.ask().compose(id -> {
                samples.add(millis(asked, System.nanoTime()));
                return desk.cancel(id);
            });
        }));
    }

    /** Each rejected question leaves the expert to the one behind it. */
    private Future<Void> rejections(Desk desk, Samples samples) {
        return desk.offered(ANY).compose(first -> rejections(desk, first, samples, plan.each() / 2));
    }

    private Future<Void> rejections(Desk desk, News offered, Samples samples, int more) {
        if (more == 0) {
            return Future.succeededFuture();
        }
        long rejected = System.nanoTime();
        return desk.reject(LONER, offered.id()).compose(done -> desk.offered(ANY)).compose(next -> {
            samples.add(millis(rejected, next.nanos()));
            return rejections(desk, next, samples, more - 1);
        });
    }

    private void fill(Desk desk, int count) {
        onLoop(() -> InParallel.each(Site.numbers(0, count), FILLING, number -> desk.ask()));
    }

    private void onLoop(Callable<Future<?>> work) {
        new OnLoop(vertx).run(() -> work.call().mapEmpty(), PATIENCE);
    }

    private void progress(String doing) {
        report.progress("questions on " + database + ": " + doing);
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }
}
