package io.parley;

import io.parley.config.StartFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The command line. */
record Arguments(Action action, Optional<Path> config, boolean cluster) {
    static final String USAGE = """
            Usage: java -jar parley.jar [--config FILE] [--cluster] [--check]
              --config FILE  read the configuration from FILE; conf/parley.yaml explains every key
              --cluster      join the other nodes, as cluster.enabled says too
              --check        tell every fault of the configuration, and start nothing
              --version      tell the version
              -h, --help     tell this""";

    enum Action { RUN, CHECK, VERSION, HELP }

    /** @throws StartFailure with one sentence */
    static Arguments parse(String... words) {
        Action action = Action.RUN;
        Optional<Path> config = Optional.empty();
        boolean cluster = false;
        for (Iterator<String> each = List.of(words).iterator(); each.hasNext();) {
            String word = each.next();
            switch (word) {
                case "--config" -> config = Optional.of(path(each));
                case "--cluster" -> cluster = true;
                case "--check" -> action = Action.CHECK;
                case "--version" -> action = Action.VERSION;
                case "-h", "--help" -> action = Action.HELP;
                default -> throw new StartFailure("there is no option " + word + "; -h tells those there are", null);
            }
        }
        return new Arguments(action, config, cluster);
    }

    private static Path path(Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new StartFailure("--config wants a file", null);
        }
        String path = rest.next();
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new StartFailure("--config wants a file, not " + path, e);
        }
    }
}
