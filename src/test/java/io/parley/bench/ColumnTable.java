package io.parley.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured of the same kind for several: a column for each, in the order in which they came. */
final class ColumnTable {
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    private final List<String> columns = new ArrayList<>();

    void add(String what, String column, double value, String unit) {
        add(what, column, "%s %-3s".formatted(Digits.of(value), unit));
    }

    void add(String what, String column, String text) {
        if (!columns.contains(column)) {
            columns.add(column);
        }
        rows.computeIfAbsent(what, name -> new LinkedHashMap<>()).put(column, text);
    }

    /** The middle and the tail, and of how many. */
    void add(String what, String column, Samples samples) {
        add(what + ", p50 of " + samples.size(), column, samples.median(), "ms");
        add(what + ", p99", column, samples.percentile(0.99), "ms");
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("", columns));
        lines.add("|%s|%s".formatted("-".repeat(74), ("-".repeat(14) + ":|").repeat(columns.size())));
        rows.forEach((what, values) -> lines.add(line(what, columns.stream().map(name -> values.getOrDefault(name, "")).toList())));
        return lines;
    }

    private static String line(String what, List<String> cells) {
        StringBuilder line = new StringBuilder("| %-72s |".formatted(what));
        cells.forEach(cell -> line.append(" %13s |".formatted(cell)));
        return line.toString();
    }
}
