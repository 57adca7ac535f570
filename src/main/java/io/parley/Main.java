package io.parley;

import io.parley.config.Config;
import io.parley.config.ConfigLoader;
import io.parley.config.StartFailure;
import io.parley.ops.Registry;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Configuration, then the program on a Vert.x that is measured, then SIGTERM. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final Duration START = Duration.ofMinutes(2);
    /** For the event loops to end, once nothing runs on them any more. */
    private static final Duration LAST_BREATH = Duration.ofSeconds(2);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Main(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String... words) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install(); // Smack logs by java.util.logging
        int code = new Main(System.getenv(), System.out, System.err).run(words);
        if (code != OK) {
            System.exit(code); // event loops would keep a program alive that does nothing
        }
    }

    /** @return the exit code; after {@link #OK} the program runs until it is told to end, unless it was only asked something */
    int run(String... words) {
        try {
            Arguments arguments = Arguments.parse(words);
            switch (arguments.action()) {
                case HELP -> out.println(Arguments.USAGE);
                case VERSION -> out.println("parley " + version());
                case CHECK -> check(arguments);
                case RUN -> start(config(arguments));
            }
            return OK;
        } catch (StartFailure e) {
            err.println("parley: " + e.getMessage());
        } catch (Exception e) {
            LOG.error("Parley cannot start", e);
            err.println("parley: cannot start: " + e);
        }
        return FAILED;
    }

    private void check(Arguments arguments) {
        config(arguments);
        out.println("The configuration has no faults.");
    }

    private Config config(Arguments arguments) {
        ConfigLoader loader = new ConfigLoader(environment);
        return arguments.config().map(loader::load).orElseGet(loader::load);
    }

    private void start(Config config) throws TimeoutException {
        Registry registry = new Registry();
        Vertx vertx = registry.vertx(config.eventLoops());
        Parley parley = Parley.startAll(vertx, config, Clock.systemUTC(), registry)
                .onFailure(failure -> vertx.close()).await(START.toSeconds(), TimeUnit.SECONDS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parley, vertx, config.shutdownGrace()), "shutdown"));
        LOG.info("Parley {} serves {} on {}:{}, health and metrics on {}:{}", version(), config.xmpp().domain(),
                config.http().host(), parley.httpPort(), config.management().host(), parley.managementPort());
    }

    private static void stop(Parley parley, Vertx vertx, Duration grace) {
        LOG.info("Parley ends, within {}", grace);
        try {
            parley.close().await(Math.max(1, grace.toMillis()), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            LOG.warn("Not everything ended in time: {}", e.toString());
        }
        try {
            vertx.close().await(LAST_BREATH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            LOG.warn("Vert.x did not end in time: {}", e.toString());
        }
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("(not from a JAR)");
    }
}
