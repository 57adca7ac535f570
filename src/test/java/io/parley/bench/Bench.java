package io.parley.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Measures Parley beside plain XMPP on the same server in the same run; {@code scripts/bench} starts it. The load generator is this JVM,
 * one event loop for both ways, so that neither has the better client.
 */
public final class Bench {
    private static final Path DIRECTORY = Path.of("target", "bench");
    private static final int PAIRS = 32;
    private static final String RECORD = "-XX:StartFlightRecording:settings=profile,filename=";

    private Bench() {
    }

    /** @param arguments {@code --quick}, {@code --profile}, {@code --pairs N} */
    public static void main(String[] arguments) throws IOException {
        List<String> asked = List.of(arguments);
        int pairs = asked.contains("--pairs") ? Integer.parseInt(asked.get(asked.indexOf("--pairs") + 1)) : PAIRS;
        Plan plan = asked.contains("--quick") ? Plan.quick(pairs) : Plan.full(pairs);
        Files.createDirectories(DIRECTORY);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            measure(vertx, plan, asked.contains("--profile"));
        } finally {
            // its threads would keep a run alive that has failed
            vertx.close();
        }
    }

    private static void measure(Vertx vertx, Plan plan, boolean profile) throws IOException {
        Report report = new Report(System.out);
        Path recording = DIRECTORY.resolve("parley.jfr").toAbsolutePath();
        try (Site site = new Site(vertx, Files.createTempDirectory(DIRECTORY, "data"))) {
            new SideBySide(vertx, plan, site, report).run(options(profile ? RECORD + recording : ""));
            new IdleSessions(vertx, plan, site, report).run(options(""));
        }
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC).format(Instant.now());
        report.finish(Machine.describe(plan), DIRECTORY.resolve(time + ".txt"));
        if (profile) {
            Hotspots.print(recording, System.out);
        }
    }

    /** It logs as it does for an operator, not as it does for the tests, whose settings are on this class path too. */
    private static Map<String, String> options(String more) {
        return Map.of("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=conf/logback.xml " + more);
    }
}
