package io.parley.chaos;

import io.parley.support.FreePorts;
import io.parley.support.NodeCluster;
import io.parley.support.ParleyNode;
import io.parley.support.Postgres;
import io.parley.support.TcpProxy;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that can be broken: the nodes, their XMPP server behind a network of its own, their database. */
final class Town implements AutoCloseable {
    private static final Path DIRECTORY = Path.of("target", "xmpp");

    private final XmppServer server;
    private final Postgres postgres;
    private final TcpProxy streams;
    private final TcpProxy components;
    private final NodeCluster cluster;

    private Town(XmppServer server, Postgres postgres, TcpProxy streams, TcpProxy components, NodeCluster cluster) {
        this.server = server;
        this.postgres = postgres;
        this.streams = streams;
        this.components = components;
        this.cluster = cluster;
    }

    /** @param users accounts to be made, each with its name for a password */
    static Town build(Vertx vertx, int nodes, List<String> users) {
        XmppServer server = XmppServer.fresh(directory());
        server.start();
        users.forEach(user -> server.register(user, user));
        Postgres postgres = Postgres.started();
        List<Integer> ports = FreePorts.take(2);
        TcpProxy streams = TcpProxy.before(vertx, server.nodePort(), ports.get(0));
        TcpProxy components = TcpProxy.before(vertx, server.componentPort(), ports.get(1));
        return new Town(server, postgres, streams, components,
                NodeCluster.start(vertx, server, postgres, nodes, settings(server, ports.get(0), ports.get(1))));
    }

    private static Path directory() {
        try {
            Files.createDirectories(DIRECTORY);
            return Files.createTempDirectory(DIRECTORY, "chaos");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The defaults, but for the ports, and for what would only make a run longer or a history too small for it. */
    private static Map<String, String> settings(XmppServer server, int streams, int components) {
        Map<String, String> settings = new HashMap<>();
        settings.put("PARLEY_XMPP_PORT", Integer.toString(streams));
        settings.put("PARLEY_FASTPATH_PORT", Integer.toString(components));
        settings.put("PARLEY_FASTPATH_SECRET", server.componentSecret());
        settings.put("PARLEY_ACCESS_TOKEN_LIFETIME", "24h");
        settings.put("PARLEY_STREAMS_HEARTBEAT", "3s");
        settings.put("PARLEY_SESSIONS_RECOVER_MESSAGES", "5000");
        return settings;
    }

    XmppServer server() {
        return server;
    }

    Postgres postgres() {
        return postgres;
    }

    NodeCluster cluster() {
        return cluster;
    }

    List<ParleyNode> nodes() {
        return cluster.nodes();
    }

    void cutStreams() {
        streams.cut();
        components.cut();
    }

    /** Nothing comes through any more, and nobody is told. */
    void stallStreams() {
        streams.stall();
        components.stall();
    }

    @Override
    public void close() {
        cluster.close();
        streams.close();
        components.close();
        postgres.close();
        server.kill();
    }
}
