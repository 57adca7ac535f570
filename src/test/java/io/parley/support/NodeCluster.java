package io.parley.support;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several nodes, each in a JVM of its own, that share one XMPP server, one PostgreSQL and their keys; which a test kills, freezes and starts again. */
public final class NodeCluster implements AutoCloseable {
    private static final JsonObject AWAY = new JsonObject().put("members", new JsonArray()).put("settled", false).put("leads", false);

    private final List<ParleyNode> nodes = new ArrayList<>();

    private NodeCluster() {
    }

    /**
     * Starts them, and returns when all have joined.
     *
     * @param settings of all nodes
     */
    public static NodeCluster start(Vertx vertx, XmppServer server, Postgres postgres, int count, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(postgres.environment());
        return start(vertx, server, Collections.nCopies(count, NodePlace.HERE), all);
    }

    /**
     * As {@link #start(Vertx, XmppServer, Postgres, int, Map)}, each node at a place of its own.
     *
     * @param settings of all nodes, with the database
     */
    public static NodeCluster start(Vertx vertx, XmppServer server, List<NodePlace> places, Map<String, String> settings) {
        NodeCluster cluster = new NodeCluster();
        int count = places.size();
        List<Integer> ports = FreePorts.take(count);
        Map<String, String> all = new HashMap<>(settings);
        all.put("PARLEY_CLUSTER_ENABLED", "true");
        all.put("PARLEY_CLUSTER_NAME", "test-" + ports.get(0));
        all.put("PARLEY_CLUSTER_MEMBERS", IntStream.range(0, count).mapToObj(at -> places.get(at).host() + ":" + ports.get(at))
                .collect(Collectors.joining(",")));
        all.put("PARLEY_SHUTDOWN_GRACE", "20s");
        try {
            cluster.nodes.add(one(places.get(0), vertx, server, ParleyExtension.newDirectory(), all, ports.get(0)));
            Path keys = cluster.nodes.get(0).directory();
            IntStream.range(1, count).mapToObj(at -> CompletableFuture.supplyAsync(() -> {
                Path directory = ParleyExtension.newDirectory();
                copyKeys(keys, directory);
                return one(places.get(at), vertx, server, directory, all, ports.get(at));
            })).toList().forEach(starting -> cluster.nodes.add(starting.join()));
            cluster.awaitMembers(count);
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    private static ParleyNode one(NodePlace place, Vertx vertx, XmppServer server, Path directory, Map<String, String> all, int port) {
        Map<String, String> own = new HashMap<>(all);
        own.put("PARLEY_CLUSTER_PORT", Integer.toString(port));
        return ParleyNode.startAt(place, vertx, server, directory, own);
    }

    private static void copyKeys(Path from, Path to) {
        try (Stream<Path> files = Files.list(from.resolve("keys"))) {
            Path keys = to.resolve("keys");
            Files.createDirectories(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (Path file : files.toList()) {
                Files.copy(file, keys.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ParleyNode node(int index) {
        return nodes.get(index);
    }

    public List<ParleyNode> nodes() {
        return List.copyOf(nodes);
    }

    /** Those whose process lives. */
    public List<ParleyNode> living() {
        return nodes.stream().filter(ParleyNode::isAlive).toList();
    }

    /** The state of the cluster as this node tells it. */
    public JsonObject state(ParleyNode node) {
        return node.debugState().map(state -> state.getJsonObject("cluster")).orElse(AWAY); // it begins a new life
    }

    /** The node that leads. */
    public ParleyNode leader() {
        return Eventually.get(() -> living().stream().filter(node -> state(node).getBoolean("leads")).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    public List<ParleyNode> others(ParleyNode one) {
        return nodes.stream().filter(node -> node != one && node.isAlive()).toList();
    }

    /** Waits until every living node agrees that there are so many, and reaches them. */
    public void awaitMembers(int count) {
        awaitMembers(count, living().toArray(ParleyNode[]::new));
    }

    /** As these nodes see it. */
    public void awaitMembers(int count, ParleyNode... asked) {
        List.of(asked).forEach(node -> Eventually.get(() -> state(node),
                state -> state.getJsonArray("members").size() == count && state.getBoolean("settled")));
    }

    /** Nothing is there to be lost any more. */
    @Override
    public void close() {
        nodes.stream().filter(ParleyNode::isAlive).forEach(ParleyNode::kill);
    }
}
