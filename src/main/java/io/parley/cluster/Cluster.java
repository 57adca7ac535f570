package io.parley.cluster;

import io.parley.bus.Bus;
import io.parley.bus.Elsewhere;
import io.parley.bus.Nodes;
import io.parley.config.Config;
import io.parley.session.SentKeys;
import io.parley.session.SessionBook;
import io.parley.store.Store;
import io.parley.store.cluster.Views;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** What the parts of this node have of the others. Made before the bus, for the bus asks it where to go. */
public final class Cluster {
    /** Nobody waits for a map whose nodes are gone: asked again, the next one answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Member member;
    private final Config config;
    private final Clock clock;
    private final CurrentNodes nodes;
    private final Neighbours neighbours;
    private final ClusteredBook book;
    private ClusterRoutes routes;

    public Cluster(Vertx vertx, Member member, Config config, Clock clock) {
        this.vertx = vertx;
        this.member = member;
        this.config = config;
        this.clock = clock;
        this.nodes = new CurrentNodes(vertx, member.id());
        this.neighbours = new Neighbours(clock);
        this.book = new ClusteredBook(vertx, member.hazelcast(), PATIENCE);
    }

    public Nodes nodes() {
        return nodes;
    }

    public SessionBook book() {
        return book;
    }

    public SentKeys sentKeys() {
        return new ClusteredSentKeys(member.hazelcast().getMap(ClusteredSentKeys.MAP), config.sessions().idempotencyMemory(), PATIENCE, vertx);
    }

    /** Nodes of the view, this one too. */
    public int members() {
        return nodes.view().members().size();
    }

    /** Answers of other nodes that are waited for; each ends when its node falls silent. */
    public int waiting() {
        return neighbours.waiting();
    }

    /** Sessions of which this node remembers where they are. */
    public int whereabouts() {
        return routes.size();
    }

    /** Entries of sessions that this node keeps for the cluster, without copies of others'. */
    public int kept() {
        return book.kept();
    }

    /** @param here the bus of this node alone */
    public Elsewhere routes(Bus here) {
        routes = new ClusterRoutes(nodes, neighbours, book, here, config.shards(), config.fastpath().secret().isPresent());
        return routes;
    }

    /**
     * The verticle by which this node belongs to the cluster.
     *
     * @param keys       a fingerprint of the keys
     * @param leftBehind told once, when the others go on without this node
     */
    public ClusterVerticle verticle(Bus bus, String keys, Runnable leftBehind) {
        Agreement.Self self = new Agreement.Self(member.id(), config.cluster().host() + ":" + config.cluster().port(), keys);
        Supplier<AgreementBase> base = () -> AgreementBase.of(new Views(Store.impatient(vertx, config.store()), config.cluster().name()));
        return new ClusterVerticle(new ClusterVerticle.Setup(self, base, member, nodes, neighbours, bus, book, routes, config.shards(), clock,
                leftBehind));
    }
}
