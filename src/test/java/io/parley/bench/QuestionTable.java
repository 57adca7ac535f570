package io.parley.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured of questions and experts: a column for each database. */
final class QuestionTable {
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private final List<String> databases = new ArrayList<>();

    void add(String what, String database, double value, String unit) {
        if (!databases.contains(database)) {
            databases.add(database);
        }
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        rows.computeIfAbsent(what, name -> new LinkedHashMap<>())
                .put(database, String.format(Locale.ROOT, "%." + decimals + "f %-2s", value, unit));
    }

    /** The middle and the tail, and of how many. */
    void add(String what, String database, Samples samples) {
        add(what + ", p50 of " + samples.size(), database, samples.median(), "ms");
        add(what + ", p99", database, samples.percentile(0.99), "ms");
    }

    void finish(List<String> heading, PrintStream out, Path file) throws IOException {
        List<String> lines = new ArrayList<>(heading);
        lines.add("");
        lines.add(line("", databases));
        lines.add("|%s|%s".formatted("-".repeat(74), ("-".repeat(14) + ":|").repeat(databases.size())));
        rows.forEach((what, values) -> lines.add(line(what, databases.stream().map(name -> values.getOrDefault(name, "")).toList())));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
        lines.forEach(out::println);
        out.println();
    }

    private static String line(String what, List<String> cells) {
        StringBuilder line = new StringBuilder("| %-72s |".formatted(what));
        cells.forEach(cell -> line.append(" %13s |".formatted(cell)));
        return line.toString();
    }
}
