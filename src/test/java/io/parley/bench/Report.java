package io.parley.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The progress while it is measured, and the tables when it is done, each printed and kept in a file. */
final class Report {
    private final PrintStream out;
    private final Path directory;
    private final long begin = System.nanoTime();

    /** @param directory of the files */
    Report(PrintStream out, Path directory) {
        this.out = out;
        this.directory = directory;
    }

    void progress(String doing) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        out.printf("[%d:%02d] %s%n", elapsed.toMinutes(), elapsed.toSecondsPart(), doing);
    }

    /** @param part names the file */
    void keep(String part, List<String> lines) throws IOException {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC).format(Instant.now());
        Path file = Files.write(directory.resolve(time + "-" + part + ".txt"), lines);
        lines.forEach(out::println);
        out.println();
        progress("this is in " + file);
    }
}
