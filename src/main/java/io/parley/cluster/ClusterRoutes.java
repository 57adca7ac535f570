package io.parley.cluster;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Done;
import io.parley.bus.Elsewhere;
import io.parley.bus.Gate;
import io.parley.bus.Moving;
import io.parley.bus.NobodyThere;
import io.parley.bus.Nodes;
import io.parley.bus.Problem;
import io.parley.session.SessionBook;
import io.parley.session.SessionEntry;
import io.vertx.core.Future;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where in the cluster a session or the queue of questions is. A session that has lost its node is hurried along by whoever asks for it. */
final class ClusterRoutes implements Elsewhere {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterRoutes.class);

    private final Nodes nodes;
    private final Neighbours neighbours;
    private final SessionBook book;
    private final Whereabouts known;
    private final Bus here;
    private final int shards;
    private final boolean hasQueue;

    /**
     * @param here     the bus of this node alone
     * @param shards   of this node
     * @param hasQueue whether there is a queue of questions somewhere
     */
    ClusterRoutes(Nodes nodes, Neighbours neighbours, SessionBook book, Bus here, int shards, boolean hasQueue) {
        this.nodes = nodes;
        this.neighbours = neighbours;
        this.book = book;
        this.known = new Whereabouts();
        this.here = here;
        this.shards = shards;
        this.hasQueue = hasQueue;
    }

    @Override
    public String self() {
        return nodes.self();
    }

    @Override
    public Future<Optional<String>> whoServes(String address) {
        String stream = Addresses.streamOf(address);
        if (stream != null) {
            return session(stream);
        }
        return hasQueue && address.equals(Addresses.FASTPATH) ? queue() : Future.succeededFuture(Optional.empty());
    }

    private Future<Optional<String>> queue() {
        Optional<String> leader = nodes.view().leader();
        return leader.isEmpty() || leader.get().equals(nodes.self()) ? Future.failedFuture(Moving.queue().exception()) : heard(leader.get());
    }

    private Future<Optional<String>> heard(String node) {
        return neighbours.isSilent(node) ? Future.failedFuture(Moving.silent().exception()) : Future.succeededFuture(Optional.of(node));
    }

    private Future<Optional<String>> session(String stream) {
        String node = known.of(stream);
        return node != null && nodes.view().has(node) ? heard(node)
                : book.ofStream(stream).compose(entry -> entry.isPresent() ? owner(entry.get()) : nobodyKnown());
    }

    /** A node that the others have left behind has lost most entries with them, and must not tell a client that its session is gone. */
    private Future<Optional<String>> nobodyKnown() {
        return nodes.settled() ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(Moving.unsettled().exception());
    }

    private Future<Optional<String>> owner(SessionEntry entry) {
        if (entry.node().equals(nodes.self()) || !nodes.view().has(entry.node())) {
            hurry(entry);
            return Future.failedFuture(Moving.session().exception());
        }
        known.put(entry.streamId(), entry.node());
        return heard(entry.node());
    }

    private void hurry(SessionEntry entry) {
        here.request(Addresses.gate(Addresses.shardOf(entry.user(), shards)), new Gate.TakeOver(entry.user()), Done.class)
                .onFailure(failure -> LOG.debug("session {} was not taken over yet: {}", entry.streamId(), failure.getMessage()));
    }

    @Override
    public Future<Problem> missed(String address) {
        String stream = Addresses.streamOf(address);
        if (stream == null) {
            return Future.succeededFuture(hasQueue && address.equals(Addresses.FASTPATH) ? Moving.queue() : NobodyThere.any());
        }
        known.forget(stream);
        return book.ofStream(stream).map(entry -> entry.isPresent() || !nodes.settled() ? Moving.session() : NobodyThere.any())
                .recover(failure -> Future.succeededFuture(Moving.session()));
    }

    @Override
    public <T> Future<T> watched(String node, Future<T> answer) {
        return neighbours.watched(node, answer);
    }

    int size() {
        return known.size();
    }
}
