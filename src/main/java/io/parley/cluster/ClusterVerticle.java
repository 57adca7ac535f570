package io.parley.cluster;

import io.parley.bus.Addresses;
import io.parley.bus.Beat;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Carried;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.parley.bus.StreamSignal;
import io.parley.bus.View;
import io.parley.time.LoopTimers;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By this a node belongs to the cluster: it agrees on the view, hears and is heard, and takes what others hand to it. */
public final class ClusterVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterVerticle.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** After a change entries still move from node to node, and one that moves is seen by none. */
    private static final Duration SWEEP = Duration.ofSeconds(3);
    private static final int SWEEPS = 10;
    /** When nothing has changed for long there should be nothing to find; it is looked for all the same, now and then. */
    private static final int SELDOM = 20;
    private static final Duration SLEPT = Neighbours.BEAT.multipliedBy(3);

    /** @param base made where it is used: connections end with what runs there */
    record Setup(Agreement.Self self, Supplier<AgreementBase> base, Member member, CurrentNodes nodes, Neighbours neighbours, Bus bus,
                 ClusteredBook book, ClusterRoutes routes, int shards, Clock clock, Runnable leftBehind) {
    }

    private final Setup setup;
    private final List<Timers.Timer> ticking = new ArrayList<>();
    private Agreement agreement;
    private MessageConsumer<BusRecord> consumer;
    private long lastBeat;
    private int sweeps;
    private volatile boolean safe;
    private boolean leftBehind;

    ClusterVerticle(Setup setup) {
        this.setup = setup;
    }

    @Override
    public Future<?> start() {
        Timers timers = new LoopTimers(vertx);
        agreement = new Agreement(setup.self(), setup.base().get(), setup.member()::reached, setup.neighbours()::isSilent, timers, setup.clock(),
                new Agreement.Outcome() {
            @Override
            public void agreed(View now) {
                become(now);
            }

            @Override
            public void excluded() {
                leftBehind();
            }
        });
        setup.nodes().judgedBy(this::reachesAll, agreement::confirmed);
        consumer = setup.bus().serveNode(setup.self().id(), this::taken);
        setup.member().listen(() -> context.runOnContext(go -> agreement.step()), () -> context.runOnContext(go -> merged()));
        lastBeat = setup.clock().millis();
        ticking.add(timers.every(Neighbours.BEAT, this::beat));
        ticking.add(timers.every(LOOK, agreement::beat));
        ticking.add(timers.every(SWEEP, this::sweepNowAndThen));
        return consumer.completion().compose(served -> agreement.beat()).compose(seen -> agreement.join());
    }

    private boolean reachesAll() {
        return !setup.neighbours().anySilent() && setup.member().reached().containsAll(setup.nodes().view().members());
    }

    private void become(View now) {
        View before = setup.nodes().view();
        setup.neighbours().are(others(now));
        setup.nodes().become(now);
        others(now).forEach(node -> setup.bus().tellNode(node, now));
        if (!before.leader().equals(now.leader())) {
            setup.bus().signal(Addresses.QUEUE_MOVED, new StreamSignal.Moved());
        }
        sweeps = 0;
        sweep();
    }

    private List<String> others(View view) {
        return view.members().stream().filter(node -> !node.equals(setup.self().id())).toList();
    }

    /** The clustered maps of now are not those that this node has known. */
    private void merged() {
        if (agreement.state() == Agreement.State.JOINING) {
            agreement.giveUp(OutOfReach.alone());
        } else {
            leftBehind();
        }
    }

    private void leftBehind() {
        if (!leftBehind) {
            leftBehind = true;
            ticking.forEach(Timers.Timer::cancel);
            setup.leftBehind().run();
        }
    }

    private void taken(Message<BusRecord> message) {
        if (message.body() instanceof Beat beat) {
            setup.neighbours().heard(beat.node());
        } else if (message.body() instanceof View) {
            agreement.step(); // whoever tells it has changed it; what it is, the database says
        } else if (message.body() instanceof Carried carried) {
            setup.bus().handOn(message, toShard(carried));
        }
    }

    /** Which shard of this node a user's gate is, other nodes cannot know. */
    private Carried toShard(Carried carried) {
        return carried.address().equals(Addresses.GATE) && carried.record() instanceof Gate.TakeOver orphan
                ? new Carried(Addresses.gate(Addresses.shardOf(orphan.user(), setup.shards())), orphan) : carried;
    }

    private void beat() {
        long now = setup.clock().millis();
        if (now - lastBeat > SLEPT.toMillis()) {
            LOG.warn("this node has stood still for {} ms", now - lastBeat);
            setup.neighbours().slept();
            agreement.step();
        }
        lastBeat = now;
        others(setup.nodes().view()).forEach(node -> setup.bus().tellNode(node, new Beat(setup.self().id())));
        setup.neighbours().listen();
    }

    private void sweepNowAndThen() {
        sweeps++;
        if (sweeps <= SWEEPS || sweeps % SELDOM == 0) {
            sweep();
        }
    }

    /** Sessions whose node has gone: each survivor takes over those whose entries it keeps, which divides them. */
    private void sweep() {
        if (!setup.nodes().settled()) {
            return;
        }
        setup.book().orphans(setup.nodes().view().members())
                .onSuccess(orphans -> orphans.forEach(orphan -> takeOver(orphan.user())))
                .onFailure(failure -> LOG.debug("orphans were not looked for: {}", failure.getMessage()));
    }

    private void takeOver(String user) {
        setup.bus().request(Addresses.gate(Addresses.shardOf(user, setup.shards())), new Gate.TakeOver(user), Done.class)
                .onFailure(failure -> LOG.info("the session of {} was not taken over yet: {}", user, failure.getMessage()));
    }

    /** Others are to lead, and nothing new begins here; what is here goes on. Called from any thread. */
    public Future<Void> stepDown() {
        return Future.future(done -> context.runOnContext(go -> {
            setup.nodes().stop();
            agreement.stepDown().onComplete(done);
        }));
    }

    @Override
    public Future<?> stop() {
        ticking.forEach(Timers.Timer::cancel);
        Future<Void> left = leftBehind ? Future.succeededFuture() : agreement.leave().otherwiseEmpty();
        return left.compose(gone -> consumer.unregister());
    }

    /**
     * For the readiness of this node: it belongs to the cluster, and reaches all of it; and when it has joined, what all share has its
     * copies, for whoever restarts one node after the other goes on now. Called from any thread.
     */
    public Future<Void> check() {
        if (!setup.nodes().settled()) {
            return Future.failedFuture("the node has not joined, or does not reach all others");
        }
        return safe ? Future.succeededFuture() : vertx.executeBlocking(setup.member()::isSafe, false).compose(now -> {
            safe = safe || now;
            return now ? Future.succeededFuture() : Future.failedFuture("what the nodes share has not all its copies yet");
        });
    }

    /** Numbers for {@code /debug/state}; the node's own id, which is no secret. Called from any thread. */
    public Future<JsonObject> debugState() {
        return Future.future(state -> context.runOnContext(go -> vertx.executeBlocking(setup.book()::size).map(kept -> new JsonObject()
                .put("node", setup.self().id()).put("state", agreement.state().name()).put("view", setup.nodes().view().version())
                .put("members", setup.nodes().view().members()).put("leads", setup.nodes().view().isLedBy(setup.self().id()))
                .put("settled", setup.nodes().settled()).put("waiting", setup.neighbours().waiting())
                .put("whereabouts", setup.routes().size()).put("keptSessions", kept.get("sessions")).put("keptBytes", kept.get("bytes")))
                .onComplete(state)));
    }
}
