package io.parley.support;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Several nodes in a network that can be split. The XMPP server and the database are on this machine, and are reached like everything
 * else: over the node's own wire.
 */
public final class SplitCluster implements AutoCloseable {
    private final SplitNetwork network;
    private final List<TcpProxy> services;
    private final NodeCluster nodes;

    private SplitCluster(SplitNetwork network, List<TcpProxy> services, NodeCluster nodes) {
        this.network = network;
        this.services = services;
        this.nodes = nodes;
    }

    /** With the queue of questions. */
    public static SplitCluster start(Vertx vertx, XmppServer server, Postgres postgres, int count) {
        SplitNetwork network = SplitNetwork.of(count);
        String outside = network.outside();
        Map<String, String> settings = new HashMap<>(Fastpath.on(server));
        settings.putAll(postgres.environment());
        settings.computeIfPresent("PARLEY_STORE_URL", (name, url) -> url.replace("127.0.0.1", outside));
        settings.put("PARLEY_XMPP_HOST", outside);
        List<TcpProxy> services = Stream.of(server.nodePort(), server.componentPort(), postgres.port())
                .map(port -> TcpProxy.before(vertx, port, outside, port)).toList();
        try {
            return new SplitCluster(network, services, NodeCluster.start(vertx, server, network.places(), settings));
        } catch (RuntimeException | Error e) {
            services.forEach(TcpProxy::close);
            network.close();
            throw e;
        }
    }

    public NodeCluster nodes() {
        return nodes;
    }

    /** The node and the others do not reach each other any more; all of them reach everything else. */
    public void cutFromTheOthers(ParleyNode node) {
        int one = nodes.nodes().indexOf(node);
        nodes.others(node).forEach(other -> network.cut(one, nodes.nodes().indexOf(other)));
    }

    /** Nothing reaches the node any more, and it reaches nothing. */
    public void isolate(ParleyNode node) {
        network.isolate(nodes.nodes().indexOf(node));
    }

    public void heal() {
        network.heal();
    }

    @Override
    public void close() {
        nodes.close();
        services.forEach(TcpProxy::close);
        network.close();
    }
}
