package io.parley.support;

import io.parley.http.contract.Contract;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Parley in a JVM of its own, beside a real XMPP server: what the tests talk to over HTTP. In its own JVM, because a native client's
 * Smack managers would join every connection of the JVM that they live in.
 */
public final class ParleyNode implements AutoCloseable {
    /** The master secret of every node in the tests. */
    public static final String SECRET = "the-master-secret-of-the-tests";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration KNOCK = Duration.ofSeconds(5);
    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(50);

    private final Vertx vertx;
    private final ContractCheck check;
    private final XmppServer server;
    private final Path directory;
    private final NodePlace place;
    private final List<String> program;
    private final Map<String, String> environment = new HashMap<>();
    private final int port;
    private final int managementPort;
    private Process process;
    private Thread lastResort;

    /**
     * @param overrides environment names and values, as an operator would set them
     * @param program   what Java is told to run
     */
    private ParleyNode(Vertx vertx, ContractCheck check, XmppServer server, Path directory, Map<String, String> overrides,
                       NodePlace place, List<String> program) {
        this.place = place;
        this.program = program;
        this.vertx = vertx;
        this.check = check;
        this.server = server;
        this.directory = directory;
        List<Integer> ports = FreePorts.take(2);
        this.port = ports.get(0);
        this.managementPort = ports.get(1);
        environment.putAll(Map.of(
                "PARLEY_HTTP_PORT", Integer.toString(port), "PARLEY_MANAGEMENT_PORT", Integer.toString(managementPort),
                "PARLEY_SECRET", SECRET, "PARLEY_DATA_DIRECTORY", directory.toString(),
                "PARLEY_ACCESS_ADMINS", "admin"));
        environment.putAll(server.nodeSettings());
        environment.put("PARLEY_XMPP_TRANSPORT", System.getProperty("parley.transport", "eventloop"));
        // management on every address: what it tells this machine alone is asked for on loopback
        environment.putAll(place.equals(NodePlace.HERE) ? Map.of()
                : Map.of("PARLEY_HTTP_HOST", place.host(), "PARLEY_MANAGEMENT_HOST", "0.0.0.0", "PARLEY_CLUSTER_HOST", place.host()));
        environment.putAll(overrides);
    }

    /** Starts a node, and returns when it is ready. */
    public static ParleyNode start(Vertx vertx, XmppServer server, Path directory, Map<String, String> overrides) {
        return startAt(NodePlace.HERE, vertx, server, directory, overrides);
    }

    /** As {@link #start(Vertx, XmppServer, Path, Map)}, at a place of its own. */
    public static ParleyNode startAt(NodePlace place, Vertx vertx, XmppServer server, Path directory, Map<String, String> overrides) {
        return start(place, vertx, server, directory, overrides, List.of("-cp", System.getProperty("java.class.path"), "io.parley.Main"));
    }

    /** As {@link #start(Vertx, XmppServer, Path, Map)}, from the JAR that is delivered. */
    public static ParleyNode startJar(Vertx vertx, XmppServer server, Path directory, Map<String, String> overrides, Path jar) {
        return start(NodePlace.HERE, vertx, server, directory, overrides, List.of("-jar", jar.toString()));
    }

    private static ParleyNode start(NodePlace place, Vertx vertx, XmppServer server, Path directory, Map<String, String> overrides,
                                    List<String> program) {
        ContractCheck check = new ContractCheck(Await.await(Contract.load(vertx)));
        ParleyNode node = new ParleyNode(vertx, check, server, directory, overrides, place, program);
        node.start();
        return node;
    }

    /** Starts it, also again after {@link #stop()} or {@link #kill()}: same ports, same data. */
    public void start() {
        shareLoginKey();
        List<String> command = new ArrayList<>(place.prefix());
        command.addAll(List.of(Program.java(), "-Xmx512m", Program.LOGGING));
        command.addAll(program);
        command.addAll(List.of("--config", "conf/parley.yaml"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // a build that is cancelled must not leave nodes behind
        lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        awaitReady();
    }

    /** The XMPP server was given its key by the fixture; Parley finds the same one where it would have made its own. */
    private void shareLoginKey() {
        try {
            Path keys = directory.resolve("keys");
            Files.createDirectories(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path key = keys.resolve("xmpp-login.jwk");
            Files.write(key, Files.readAllBytes(server.loginKeyFile()));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("Parley did not get ready:\n" + logText());
            }
            LockSupport.parkNanos(BETWEEN_KNOCKS.toNanos());
        }
    }

    /** Whether the node says of itself that it can be used. */
    public boolean isReady() {
        try {
            HttpURLConnection health = (HttpURLConnection) management("/health/ready").toURL().openConnection();
            // a connection that comes while the port is being opened has been seen to stay without an answer
            health.setConnectTimeout((int) KNOCK.toMillis());
            health.setReadTimeout((int) KNOCK.toMillis());
            return health.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What the node tells of itself to its own machine alone; empty where nobody answers. */
    public Optional<JsonObject> debugState() {
        List<String> question = new ArrayList<>(place.prefix());
        question.addAll(List.of("curl", "-s", "--max-time", Long.toString(KNOCK.toSeconds()),
                "http://127.0.0.1:" + managementPort + "/debug/state"));
        try {
            Process asking = new ProcessBuilder(question).start();
            Buffer answer = Buffer.buffer(asking.getInputStream().readAllBytes());
            return asking.waitFor() == 0 ? Optional.of(new JsonObject(answer)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM, as an operator's stop; waits for the end. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** SIGKILL, as a crash. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops it in its tracks (SIGSTOP): connections stay open and nobody answers. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path directory() {
        return directory;
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("Parley did not end within " + STOP + ":\n" + logText());
            }
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI base() {
        return URI.create("http://" + place.host() + ":" + port);
    }

    /** A path on the port for operators. */
    public URI management(String path) {
        return URI.create("http://" + place.host() + ":" + managementPort + path);
    }

    public XmppServer server() {
        return server;
    }

    public ContractCheck check() {
        return check;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Nobody's requests; every answer is held against the contract. */
    public ApiClient api() {
        return ApiClient.create(vertx, check, base());
    }

    /** The requests of a trusted back-end. */
    public ApiClient backEnd() {
        return api().withSecret(SECRET);
    }

    /** Logs a user in who has the password that all accounts of the tests have: the user's name. */
    public Person login(String user) {
        return Person.login(this, user);
    }

    public Path log() {
        return directory.resolve("parley.log");
    }

    public String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** How the process ended that was stopped or killed last. */
    public int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
