package io.parley;

import io.parley.config.Config;
import io.parley.config.ConfigLoader;
import io.parley.config.LiveConfig;
import io.parley.config.StartFailure;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Configuration, then the program on a Vert.x that is measured, then SIGTERM. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String CLUSTER = "PARLEY_CLUSTER_ENABLED";
    private static final int OK = 0;
    private static final int FAILED = 1;

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

    private LiveConfig config(Arguments arguments) {
        Map<String, String> given = new HashMap<>(environment);
        if (arguments.cluster()) {
            given.put(CLUSTER, "true");
        }
        ConfigLoader loader = new ConfigLoader(given);
        return arguments.config().map(loader::live).orElseGet(loader::live);
    }

    private void start(LiveConfig live) {
        Config config = live.get();
        Lives lives = new Lives(live);
        Life first = lives.begin();
        Runtime.getRuntime().addShutdownHook(new Thread(lives::end, "shutdown"));
        LOG.info("Parley {} serves {} on {}:{}, health and metrics on {}:{}", version(), config.xmpp().domain(),
                config.http().host(), first.parley().httpPort(), config.management().host(), first.parley().managementPort());
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("(not from a JAR)");
    }
}
