package io.parley.bench;

import io.parley.support.Await;
import io.parley.support.NodeCluster;
import io.parley.support.ParleyNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One node is killed while many listen and, from each node, one speaks; then it is started again. */
final class KillRound {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final long LONGEST_MILLIS = 30_000;
    private static final long BETWEEN_LOOKS_MILLIS = 100;

    /**
     * How one user fared.
     *
     * @param resumed milliseconds from the kill until the first message said after it had been read from their stream
     * @param lost    messages that were answered and never came
     * @param again   how often a message came that had come before
     * @param twice   messages that came under two ids, so had been said twice
     */
    record Fate(Loss loss, double resumed, long lost, int again, long twice) {
    }

    private final Vertx vertx;
    private final OnLoop onLoop;
    private final Patience patience;
    private final ClusterPlan plan;
    private final Site site;
    private final List<ParleyClients> nodes;
    private final String name;
    private final Ledger ledger = new Ledger();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<List<ParleyUser>> voices = new ArrayList<>();

    /** @param name part of its users' names, who have not been there before */
    KillRound(Vertx vertx, ClusterPlan plan, Site site, List<ParleyClients> nodes, String name) {
        this.vertx = vertx;
        this.onLoop = new OnLoop(vertx);
        this.patience = new Patience(vertx);
        this.plan = plan;
        this.site = site;
        this.nodes = nodes;
        this.name = name;
    }

    List<Fate> run(NodeCluster cluster, int dead) {
        List<Integer> all = Site.numbers(0, plan.listeners());
        onLoop.run(() -> InParallel.each(all, LoginRound.AT_ONCE, this::listen)
                .compose(in -> InParallel.each(Site.numbers(0, nodes.size()), 1, this::voice)), LONGEST);
        Speaker speaker = new Speaker(vertx, patience, ledger, voices, all.stream().map(number -> site.jid(listener(number))).toList());
        vertx.runOnContext(go -> speaker.begin(plan.perSecond()));
        pass(plan.before());
        ParleyNode node = cluster.node(dead);
        long killed = System.nanoTime();
        node.kill();
        pass(plan.after());
        onLoop.run(() -> speaker.end().compose(said -> allCame()), LONGEST);
        List<Fate> fates = onLoop.run(
                () -> Future.succeededFuture(all.stream().map(number -> fate(number, dead, killed)).toList()), LONGEST);
        onLoop.run(() -> InParallel.each(listeners, LoginRound.AT_ONCE, this::leave), LONGEST);
        node.start();
        cluster.awaitMembers(nodes.size());
        return fates;
    }

    private void pass(Duration time) {
        Await.await(vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS), LONGEST);
    }

    /** Sessions and streams are spread apart from each other. */
    private int sessionOf(int number) {
        return number % nodes.size();
    }

    private int streamOf(int number) {
        return number / nodes.size() % nodes.size();
    }

    private String listener(int number) {
        return name + "-listener-" + number;
    }

    private Future<ParleyUser> listen(int number) {
        return login(listener(number), sessionOf(number)).compose(doors -> {
            Listener listener = new Listener(vertx, doors, streamOf(number), (come, id) -> ledger.came(number, come, id));
            listeners.add(listener);
            return patience.of(attempt -> listener.open());
        });
    }

    private Future<List<ParleyUser>> voice(int node) {
        return login(name + "-speaker-" + node, node).onSuccess(voices::add);
    }

    private Future<Void> leave(Listener listener) {
        return patience.of(attempt -> listener.leave());
    }

    private Future<List<ParleyUser>> login(String user, int node) {
        String account = site.account(user);
        return patience.of(attempt -> nodes.get(node).vouchedFor(account))
                .map(in -> nodes.stream().map(clients -> clients.here(in)).toList());
    }

    /** Or patience ends. */
    private Future<Void> allCame() {
        Promise<Void> over = Promise.promise();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
        vertx.setPeriodic(BETWEEN_LOOKS_MILLIS, timer -> {
            if (ledger.isComplete() || System.nanoTime() > deadline) {
                vertx.cancelTimer(timer);
                over.complete();
            }
        });
        return over.future();
    }

    private Fate fate(int number, int dead, long killed) {
        return new Fate(Loss.of(sessionOf(number) == dead, streamOf(number) == dead), ledger.untilFirst(number, killed) / 1e6,
                ledger.lost(number), ledger.again(number), ledger.twice(number));
    }

    int said() {
        return ledger.size();
    }
}
