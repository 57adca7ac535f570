package io.parley.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** The flight recordings of both Parleys, if any is asked for. */
record Recordings(Path directory, boolean wanted) {
    /** The environment in which a node records itself. */
    Map<String, String> settings(Connection connection) {
        return wanted ? Map.of("JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording:settings=profile,filename=" + file(connection)) : Map.of();
    }

    /** When the nodes have ended. */
    void print(PrintStream out) throws IOException {
        if (wanted) {
            for (Connection connection : Connection.values()) {
                out.printf("%n%s: %s%n", connection.title(), file(connection));
                Hotspots.print(file(connection), out);
            }
        }
    }

    private Path file(Connection connection) {
        return directory.resolve("parley-" + connection.key() + ".jfr").toAbsolutePath();
    }
}
