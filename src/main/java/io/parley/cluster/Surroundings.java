package io.parley.cluster;

import io.parley.bus.View;
import io.parley.config.Config;
import io.parley.config.StartFailure;
import io.parley.store.Store;
import io.parley.store.cluster.NodeRow;
import io.parley.store.cluster.Views;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks around before a node joins: those who belong to the cluster by the word of the database, and live, must be within reach. A node
 * that joined without them would be a cluster of its own for Hazelcast. Blocks; on a Vert.x of its own, for there is no other yet.
 */
public final class Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration CONNECTING = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final String self;
    private final Views views;
    private final NetClient client;

    private Surroundings(Vertx vertx, Config.Cluster cluster, Store store) {
        this.self = cluster.host() + ":" + cluster.port();
        this.views = new Views(store, cluster.name());
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) CONNECTING.toMillis()));
    }

    /**
     * Returns when nobody is hidden.
     *
     * @throws OutOfReach   when some still are after that time
     * @throws StartFailure when the database cannot be opened
     */
    public static void await(Config config, Duration most) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
        try {
            Store store = answer(Store.open(vertx, config.store()));
            new Surroundings(vertx, config.cluster(), store).await(most);
        } finally {
            vertx.close(); // its pool of connections with it
        }
    }

    private void await(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        List<String> hidden = answer(hidden());
        if (!hidden.isEmpty()) {
            LOG.warn("waiting for nodes that live but are not reached: {}", hidden);
        }
        while (!hidden.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw OutOfReach.nodes(hidden);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
            hidden = answer(hidden());
        }
    }

    private static <T> T answer(Future<T> future) {
        try {
            return future.await(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StartFailure("The database does not answer", e);
        }
    }

    private Future<List<String>> hidden() {
        return views.read().compose(view -> views.nodes().compose(nodes -> hidden(view, nodes)));
    }

    private Future<List<String>> hidden(View view, List<NodeRow> nodes) {
        List<String> hidden = new ArrayList<>();
        List<Future<NetSocket>> tries = nodes.stream().filter(node -> view.has(node.id()) && node.silence() < Agreement.DEAD.toMillis())
                .map(NodeRow::address).filter(address -> !address.equals(self))
                .map(address -> connect(address).onFailure(failure -> hidden.add(address))).toList();
        return Future.join(tries).transform(done -> Future.succeededFuture(hidden));
    }

    private Future<NetSocket> connect(String address) {
        int colon = address.lastIndexOf(':');
        return client.connect(Integer.parseInt(address.substring(colon + 1)), address.substring(0, colon)).onSuccess(NetSocket::close);
    }
}
