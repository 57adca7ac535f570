package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A server as a child process, known to be ready when it takes client connections and answers its own question. */
final class ServerProcess {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(20);
    private static final int LINES_OF_LOG = 30;

    private final ServerSite site;
    private final List<String> command;
    private final Map<String, String> environment;
    private final BooleanSupplier ready;
    private Process process;
    private Thread lastResort;

    /** @param ready asked when the port for clients is open, until it says yes */
    ServerProcess(ServerSite site, List<String> command, Map<String, String> environment, BooleanSupplier ready) {
        this.site = site;
        this.command = command;
        this.environment = environment;
        this.ready = ready;
    }

    void start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException(command.get(0) + " runs already");
        }
        // a killed server's port was seen taken for a moment more, which ejabberd does not try again
        await(this::portsAreFree, () -> true);
        ProcessBuilder builder = new ProcessBuilder(command).directory(site.directory().toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(site.output().toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " is not installed; scripts/test installs it", e);
        }
        // a build that is cancelled must not leave servers behind
        lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        await(() -> isListening() && ready.getAsBoolean(), process::isAlive);
    }

    void stop() {
        if (process == null) {
            return;
        }
        if (process.isAlive()) {
            signal("CONT");
            process.destroy();
        }
        awaitEnd();
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void await(BooleanSupplier reached, BooleanSupplier hopeful) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!reached.getAsBoolean()) {
            if (!hopeful.getAsBoolean() || System.nanoTime() > deadline) {
                stop();
                throw new IllegalStateException(command.get(0) + " did not start, on " + site + tail(site.output()) + tail(site.log()));
            }
            LockSupport.parkNanos(BETWEEN_KNOCKS.toNanos());
        }
    }

    private boolean portsAreFree() {
        return Stream.of(site.c2sPort(), site.directTlsPort(), site.componentPort(), site.httpPort()).allMatch(FreePorts::isFree);
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", site.c2sPort()), (int) START.toMillis());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException(command.get(0) + " did not end within " + STOP + tail(site.log()));
            }
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    private static String tail(Path file) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
        } catch (IOException e) {
            return "\n(" + file + ": " + e.getMessage() + ")";
        }
    }
}
