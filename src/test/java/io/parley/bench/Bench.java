package io.parley.bench;

import io.parley.support.Postgres;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures Parley beside plain XMPP on the same server in the same run, and questions on each database; {@code scripts/bench} starts it.
 * The load generator is this JVM, one event loop for both ways, so that neither has the better client.
 */
public final class Bench {
    private static final Path DIRECTORY = Path.of("target", "bench");
    private static final int PAIRS = 32;
    private static final String RECORD = "-XX:StartFlightRecording:settings=profile,filename=";

    private Bench() {
    }

    /** @param arguments {@code --quick}, {@code --profile}, {@code --pairs N}, {@code --only talking} or {@code questions} */
    public static void main(String[] arguments) throws IOException {
        List<String> asked = List.of(arguments);
        int pairs = Integer.parseInt(after("--pairs", asked).orElse(Integer.toString(PAIRS)));
        Optional<String> only = after("--only", asked);
        boolean quick = asked.contains("--quick");
        Files.createDirectories(DIRECTORY);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (Site site = new Site(vertx, Files.createTempDirectory(DIRECTORY, "data"))) {
            Report report = new Report(System.out);
            if (only.isEmpty() || only.get().equals("talking")) {
                talking(vertx, site, report, quick ? Plan.quick(pairs) : Plan.full(pairs), asked.contains("--profile"));
            }
            if (only.isEmpty() || only.get().equals("questions")) {
                questions(vertx, site, report, quick ? QuestionPlan.quick() : QuestionPlan.full());
            }
        } finally {
            // its threads would keep a run alive that has failed
            vertx.close();
        }
    }

    private static Optional<String> after(String option, List<String> asked) {
        return asked.contains(option) ? Optional.of(asked.get(asked.indexOf(option) + 1)) : Optional.empty();
    }

    private static void talking(Vertx vertx, Site site, Report report, Plan plan, boolean profile) throws IOException {
        Path recording = DIRECTORY.resolve("parley.jfr").toAbsolutePath();
        new SideBySide(vertx, plan, site, report).run(options(profile ? RECORD + recording : ""));
        new IdleSessions(vertx, plan, site, report).run(options(""));
        report.finish(Machine.describe("Parley beside plain XMPP",
                "%d pairs, %d rounds; latency at %d messages/s; Parley, Prosody and the load generator share the cores".formatted(
                        plan.pairs(), plan.rounds(), plan.perSecond())), file("talking"));
        if (profile) {
            Hotspots.print(recording, System.out);
        }
    }

    private static void questions(Vertx vertx, Site site, Report report, QuestionPlan plan) throws IOException {
        QuestionTable table = new QuestionTable();
        new Questions(vertx, plan, site, report, table, "H2").run(options(""));
        try (Postgres postgres = Postgres.started()) {
            Map<String, String> settings = new HashMap<>(options(""));
            settings.putAll(postgres.environment());
            new Questions(vertx, plan, site, report, table, "PostgreSQL").run(settings);
        }
        table.finish(Machine.describe("Questions and experts",
                plan.experts() + " experts; Parley, its database, Prosody and the load generator share the cores"), System.out,
                file("questions"));
    }

    private static Path file(String part) {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC).format(Instant.now());
        return DIRECTORY.resolve(time + "-" + part + ".txt");
    }

    /** It logs as it does for an operator, not as it does for the tests, whose settings are on this class path too. */
    private static Map<String, String> options(String more) {
        return Map.of("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=conf/logback.xml " + more);
    }
}
