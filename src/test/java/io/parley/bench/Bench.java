package io.parley.bench;

import io.parley.support.Postgres;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures Parley beside plain XMPP on the same server in the same run, over both its connections; how many users it holds over each;
 * questions on each database; and several nodes beside one. {@code scripts/bench} starts it. The load generator is this JVM, one event
 * loop for all, so that none has the better client.
 */
public final class Bench {
    private static final Path DIRECTORY = Path.of("target", "bench");

    private Bench() {
    }

    /** @param arguments as {@code scripts/bench -h} tells */
    public static void main(String[] arguments) throws IOException {
        Options options = new Options(List.of(arguments));
        Files.createDirectories(DIRECTORY);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            Report report = new Report(System.out, DIRECTORY);
            if (options.wants("talking")) {
                talking(vertx, report, options);
            }
            if (options.wants("sessions")) {
                sessions(vertx, report, options.sessions());
            }
            if (options.wants("questions")) {
                questions(vertx, report, options.questions());
            }
            if (options.wants("cluster")) {
                cluster(vertx, report, options.cluster());
            }
        } finally {
            // its threads would keep a run alive that has failed
            vertx.close();
        }
    }

    private static void talking(Vertx vertx, Report report, Options options) throws IOException {
        Recordings recordings = new Recordings(DIRECTORY, options.profile());
        TalkingPlan plan = options.talking();
        try (Site site = site(vertx)) {
            List<String> lines = new ArrayList<>(Machine.describe("Parley beside plain XMPP",
                    "%d pairs, %d rounds; latency at %d messages/s; both Parleys, Prosody and the load client share the cores".formatted(
                            plan.pairs(), plan.rounds(), plan.perSecond())));
            lines.addAll(new Talking(vertx, plan, site, report).run(recordings::settings));
            report.keep("talking", lines);
        }
        recordings.print(System.out);
    }

    private static void sessions(Vertx vertx, Report report, SessionPlan plan) throws IOException {
        ColumnTable table = new ColumnTable();
        List<String> lines = new ArrayList<>(Machine.describe("Users who listen, and do nothing",
                "each Parley in a JVM of its own with -Xmx" + plan.heap() + ", beside a Prosody of its own, one after the other"));
        SessionPlan next = plan;
        for (Connection connection : Connection.values()) {
            try (Site site = site(vertx)) {
                // over the limit that the node is started with
                Growth growth = new Sessions(vertx, next, site, report, connection).run(Map.of("_JAVA_OPTIONS", "-Xmx" + plan.heap()));
                SessionTable.add(table, connection, growth);
                Derivation.add(table, connection, growth);
                growth.stopped().ifPresent(why -> lines.add(connection.title() + " ended " + why));
                next = next.upTo(growth);
            }
        }
        lines.addAll(table.lines());
        lines.addAll(Derivation.told());
        report.keep("sessions", lines);
    }

    private static void questions(Vertx vertx, Report report, QuestionPlan plan) throws IOException {
        ColumnTable table = new ColumnTable();
        try (Site site = site(vertx); Postgres postgres = Postgres.started()) {
            new Questions(vertx, plan, site, report, table, "H2").run(Map.of());
            new Questions(vertx, plan, site, report, table, "PostgreSQL").run(new HashMap<>(postgres.environment()));
        }
        List<String> lines = new ArrayList<>(Machine.describe("Questions and experts",
                plan.experts() + " experts; Parley, its database, Prosody and the load generator share the cores"));
        lines.addAll(table.lines());
        report.keep("questions", lines);
    }

    private static void cluster(Vertx vertx, Report report, ClusterPlan plan) throws IOException {
        List<String> lines = new ArrayList<>(Machine.describe("One, two and three nodes",
                "%d pairs; all nodes, their PostgreSQL, Prosody and the load client share the cores".formatted(plan.talking().pairs())));
        Clustered.Outcome outcome;
        try (Site site = site(vertx); Postgres postgres = Postgres.started()) {
            outcome = new Clustered(vertx, plan, site, report, postgres).run();
        }
        lines.addAll(outcome.lines());
        report.keep("cluster", lines);
        if (outcome.faults() > 0) {
            throw new IllegalStateException(outcome.faults() + " messages were lost or said twice when a node was killed");
        }
    }

    private static Site site(Vertx vertx) throws IOException {
        return new Site(vertx, Files.createTempDirectory(DIRECTORY, "data"));
    }
}
