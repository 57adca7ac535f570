package io.parley;

import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.Elsewhere;
import io.parley.cluster.Cluster;
import io.parley.cluster.Member;
import io.parley.config.Config;
import io.parley.config.LiveConfig;
import io.parley.flow.OneByOne;
import io.parley.http.contract.Contract;
import io.parley.keys.KeyRing;
import io.parley.ops.BoundPort;
import io.parley.ops.Metrics;
import io.parley.ops.Registry;
import io.parley.store.Store;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running program: what it stands on, and the parts on it. */
public final class Parley {
    private static final Logger LOG = LoggerFactory.getLogger(Parley.class);

    private record Deployed(String name, String id) {
    }

    private final Ground ground;
    private final Parts parts;
    private final Deque<Deployed> deployed = new ArrayDeque<>();

    private Parley(Ground ground, Parts parts) {
        this.ground = ground;
        this.parts = parts;
    }

    /** Everything, measured for nobody: for tests. The Vert.x is the caller's, and for one Parley in its life. */
    public static Future<Parley> start(Vertx vertx, Config config) {
        return startAll(vertx, LiveConfig.fixed(config), Clock.systemUTC(), new Registry(), Optional.empty(), () -> { });
    }

    /**
     * Everything that Parley consists of.
     *
     * @param member     this node among others; empty for a node alone
     * @param leftBehind told when the others go on without it
     */
    static Future<Parley> startAll(Vertx vertx, LiveConfig live, Clock clock, Registry registry, Optional<Member> member,
                                   Runnable leftBehind) {
        Config config = live.get();
        Future<KeyRing> keys = vertx.executeBlocking(
                () -> KeyRing.open(Path.of(config.dataDirectory()), config.access().secret(), new SecureRandom()));
        return Future.all(keys, Contract.load(vertx)).compose(ready -> start(vertx, live, clock, registry,
                member.map(one -> new Cluster(vertx, one, config, clock)), new AllParts(ready.resultAt(1), keys.result(), leftBehind)));
    }

    /** Database, bus, then part by part; when one fails, those before it are stopped and the future fails with its failure. */
    static Future<Parley> start(Vertx vertx, LiveConfig live, Clock clock, Registry registry, Optional<Cluster> cluster, Parts parts) {
        Config config = live.get();
        return Store.open(vertx, config.store()).compose(store -> {
            Bus.register(vertx);
            Metrics metrics = new Metrics(registry.meters());
            Bus bus = bus(vertx, patience(config.xmpp()), metrics, cluster);
            Ground ground = new Ground(vertx, live, clock, bus, store, registry, metrics, new BoundPort(), new BoundPort(), cluster);
            Parley parley = new Parley(ground, parts);
            return parley.deploy().map(parley)
                    .recover(failure -> parley.close().transform(closed -> Future.failedFuture(failure)));
        });
    }

    private static Bus bus(Vertx vertx, Duration patience, Metrics metrics, Optional<Cluster> cluster) {
        Bus here = new Bus(vertx, patience, BusMetrics.NONE);
        return new Bus(vertx, patience, metrics::answered, cluster.map(others -> others.routes(here)).orElse(Elsewhere.NOWHERE));
    }

    /** Longer than a login with its first questions takes at the most, so that it is the session that tells why it failed. */
    private static Duration patience(Config.Xmpp xmpp) {
        return xmpp.connectTimeout().plus(xmpp.replyTimeout().multipliedBy(3)).plusSeconds(5);
    }

    private Future<Void> deploy() {
        List<Part> inOrder;
        try {
            inOrder = parts.of(ground);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return OneByOne.each(inOrder, part -> deploy(part));
    }

    private Future<Void> deploy(Part part) {
        return ground.vertx().deployVerticle(part.verticle(), new DeploymentOptions().setInstances(part.count()))
                .onSuccess(id -> deployed.push(new Deployed(part.name(), id))).mapEmpty();
    }

    /** The API's port, the real one where 0 is configured. */
    public int httpPort() {
        return ground.httpPort().get();
    }

    public int managementPort() {
        return ground.managementPort().get();
    }

    /** As {@link #close}, for a node that was left behind: its sessions are let go of first, and nobody is told anything. */
    public Future<Void> abandon() {
        return parts.abandon().otherwiseEmpty().compose(abandoned -> close());
    }

    /** Stops the parts in reverse, each when the one before it has ended, then closes the database; what fails is logged and passed over. */
    public Future<Void> close() {
        Future<Void> done = Future.succeededFuture();
        while (!deployed.isEmpty()) {
            Deployed part = deployed.pop();
            done = done.compose(before -> ending(part.name(), ground.vertx().undeploy(part.id())));
        }
        return done.compose(before -> ending("store", ground.store().close()));
    }

    private static Future<Void> ending(String name, Future<?> end) {
        return end.<Void>mapEmpty().recover(failure -> {
            LOG.warn("{} did not end properly: {}", name, failure.toString());
            return Future.succeededFuture();
        });
    }
}
