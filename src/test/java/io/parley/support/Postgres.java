package io.parley.support;

import io.parley.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A PostgreSQL of a test's own, on a free loopback port and with a directory that {@link #close()} deletes; its data outlive
 * {@link #stop()} and {@link #kill()}, but not a crash of the machine: it does not wait for the disk. Run by root it is handed to the user that Debian
 * has for it, because PostgreSQL refuses to be root.
 */
public final class Postgres implements AutoCloseable {
    private static final String USER = "parley";
    private static final String PASSWORD = "sesame";
    private static final String SYSTEM_USER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_KNOCKS = Duration.ofMillis(20);

    private final Path directory;
    private final int port;
    private Process process;
    private Thread lastResort;
    private int databases;

    private Postgres(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Makes one, and returns when it takes connections. */
    public static Postgres started() {
        try {
            Path directory = Files.createTempDirectory("parley-postgres");
            Files.writeString(directory.resolve("password"), PASSWORD);
            Postgres postgres = new Postgres(directory, FreePorts.one());
            postgres.own();
            postgres.run("initdb", "-D", postgres.data(), "-U", USER, "-A", "scram-sha-256",
                    "--pwfile=" + directory.resolve("password"), "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
            postgres.start();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void start() {
        List<String> command = command("postgres", "-D", data(), "-h", "127.0.0.1", "-p", Integer.toString(port),
                "-k", directory.toString(), "-c", "fsync=off", "-c", "full_page_writes=off");
        process = begin(command);
        // a build that is cancelled must not leave servers behind
        lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!takesConnections()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("PostgreSQL did not start:\n" + said());
            }
            LockSupport.parkNanos(BETWEEN_KNOCKS.toNanos());
        }
    }

    /** Asks it to end and to cut its connections (SIGINT), and waits for that. */
    public void stop() {
        end("INT");
    }

    /** Ends it as a crash would: all its processes at once (SIGQUIT), with a recovery at the next start. */
    public void kill() {
        end("QUIT");
    }

    public void restart() {
        stop();
        start();
    }

    /** A new and empty database. */
    public Config.Store newDatabase() {
        databases++;
        String name = "test" + databases;
        execute(url("postgres"), "create database " + name);
        return new Config.Store(url(name), Optional.of(USER), Optional.of(PASSWORD));
    }

    /** A new database, as a node is told of it. */
    public Map<String, String> environment() {
        return Map.of("PARLEY_STORE_URL", newDatabase().url(), "PARLEY_STORE_USER", USER, "PARLEY_STORE_PASSWORD", PASSWORD);
    }

    /** Cuts the connections that a database has, as an operator may. */
    public void cut(Config.Store database) {
        execute(database.url(),
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
    }

    /** Cuts every connection that any database has. */
    public void cutAll() {
        execute(url("postgres"), "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname is not null");
    }

    /** Deletes a database, whoever uses it. */
    public void drop(Config.Store database) {
        execute(url("postgres"), "drop database " + database.url().substring(database.url().lastIndexOf('/') + 1) + " with (force)");
    }

    public int port() {
        return port;
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, USER, PASSWORD)) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean takesConnections() {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, PASSWORD)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void end(String signal) {
        try {
            if (process.isAlive()) {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
            }
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("PostgreSQL did not end:\n" + said());
            }
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    /** What it makes must be its own. */
    private void own() throws IOException {
        if (isRoot()) {
            var owner = directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SYSTEM_USER);
            Files.setOwner(directory, owner);
            Files.setOwner(directory.resolve("password"), owner);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void run(String... command) {
        try {
            Process one = begin(command(command));
            if (one.waitFor() != 0) {
                throw new IllegalStateException(command[0] + " failed:\n" + said());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static List<String> command(String... command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=" + SYSTEM_USER, "--regid=" + SYSTEM_USER, "--init-groups"));
        }
        whole.add(programs().resolve(command[0]).toString());
        whole.addAll(List.of(command).subList(1, command.length));
        return whole;
    }

    private Process begin(List<String> command) {
        try {
            return new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Debian keeps each version's programs in a directory of their own, which is on nobody's path. */
    private static Path programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin")).filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(bin -> Double.valueOf(bin.getParent().getFileName().toString())))
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL is not installed; scripts/test installs it"));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL is not installed; scripts/test installs it", e);
        }
    }

    private Path output() {
        return directory.resolve("output.log");
    }

    private String said() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
