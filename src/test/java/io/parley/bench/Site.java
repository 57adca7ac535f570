package io.parley.bench;

import io.parley.support.ParleyNode;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The Prosody that everything is measured against, and the nodes of Parley beside it. Everything ends with the JVM at the latest. */
final class Site implements AutoCloseable {
    private final Path directory;
    private final Vertx vertx;
    private final XmppServer server;
    // one that nobody holds is collected, and closes its connections
    private final NetClient sockets;
    private ProcessMeter meter;
    private final Set<String> accounts = new HashSet<>();

    /** @param directory for all data of the run */
    Site(Vertx vertx, Path directory) {
        this.vertx = vertx;
        this.directory = directory;
        this.sockets = vertx.createNetClient();
        this.server = XmppServer.fresh(made("prosody"));
        start();
        account("admin");
    }

    private void start() {
        Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        server.start();
        meter = new ProcessMeter(ProcessHandle.current().children()
                .filter(child -> !others.contains(child)).findFirst().orElseThrow());
    }

    /** As after a crash. */
    void restart() {
        server.kill();
        start();
    }

    /** @param settings environment of the node, over what it needs in any case */
    ParleyNode node(String name, Map<String, String> settings) {
        return ParleyNode.start(vertx, server, made(name), settings);
    }

    /** Makes the account where it is missing, and gives its name back; the password is the name. */
    String account(String user) {
        if (accounts.add(user)) {
            server.register(user, user);
        }
        return user;
    }

    String jid(String user) {
        return server.jid(user);
    }

    XmppServer server() {
        return server;
    }

    NetClient sockets() {
        return sockets;
    }

    ProcessMeter meter() {
        return meter;
    }

    static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private Path made(String name) {
        try {
            return Files.createDirectories(directory.resolve(name)).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its data is nobody's any more, and thousands of users are slow to be logged off. */
    @Override
    public void close() {
        server.kill();
    }
}
