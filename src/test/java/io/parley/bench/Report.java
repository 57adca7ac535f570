package io.parley.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table, and the progress until it is there. */
final class Report {
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final Map<String, Row> rows = new LinkedHashMap<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void progress(String doing) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        out.printf("[%d:%02d] %s%n", elapsed.toMinutes(), elapsed.toSecondsPart(), doing);
    }

    /** The row of that name, made at its first use. */
    Row row(String what, String unit) {
        return rows.computeIfAbsent(what, name -> new Row(name, unit));
    }

    /** Prints the table and keeps it in a file. */
    void finish(List<String> heading, Path file) throws IOException {
        List<String> lines = new ArrayList<>(heading);
        lines.add("");
        lines.add("| %-56s | %-14s | %9s | %8s | %14s |".formatted("", "through Parley", "plain", "ratio", "ratios"));
        lines.add("|%s|%s|%s|%s|%s|".formatted("-".repeat(58), "-".repeat(15) + ":", "-".repeat(10) + ":", "-".repeat(9) + ":",
                "-".repeat(15) + ":"));
        rows.values().forEach(row -> lines.add(row.line()));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
        lines.forEach(out::println);
        out.println();
        progress("this is in " + file);
    }
}
