package io.parley;

import io.parley.bus.Nodes;
import io.parley.cluster.ClusterVerticle;
import io.parley.cluster.Leadership;
import io.parley.session.SessionVerticle;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Leaves a cluster in good order: the last part to be started, and so the first to be stopped. First the queue of questions goes to the next
 * that leads, then each session to its successor, while this node still serves and hands on what it is asked.
 */
final class Departure extends VerticleBase {
    private final Nodes nodes;
    private final ClusterVerticle cluster;
    private final Optional<Leadership> queue;
    private final List<SessionVerticle> shards;
    private volatile boolean leftBehind;

    Departure(Nodes nodes, ClusterVerticle cluster, Optional<Leadership> queue, List<SessionVerticle> shards) {
        this.nodes = nodes;
        this.cluster = cluster;
        this.queue = queue;
        this.shards = shards;
    }

    /** The others have taken over already. */
    Future<Void> abandon() {
        leftBehind = true;
        // the queue by itself, not with what it runs in: it would look for it in vain, and believe that it leads still
        Stream<Future<Void>> queued = queue.map(Leadership::end).stream();
        return Future.join(Stream.concat(queued, shards.stream().map(SessionVerticle::abandon)).toList()).mapEmpty();
    }

    @Override
    public Future<?> stop() {
        List<String> others = nodes.view().members().stream().filter(node -> !node.equals(nodes.self())).toList();
        if (leftBehind || others.isEmpty()) {
            return Future.succeededFuture();
        }
        return queue.map(Leadership::end).orElse(Future.succeededFuture()).transform(ended -> cluster.stepDown())
                .transform(down -> Future.join(shards.stream().map(shard -> shard.handOver(user -> successors(others, user))).toList()));
    }

    /** The same on every node, and spread evenly: rendezvous hashing, the lowest weight first. */
    static List<String> successors(List<String> others, String user) {
        return others.stream().sorted(Comparator.comparingInt((String node) -> mixed(node + '/' + user)).thenComparing(node -> node)).toList();
    }

    /** Java's own hash of two texts that differ in one character differs by little. */
    private static int mixed(String text) {
        int hash = text.hashCode() * 0x9E3779B9;
        hash = (hash ^ hash >>> 15) * 0x85EBCA6B;
        return hash ^ hash >>> 13;
    }
}
