package io.parley.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways beside plain XMPP, and each one's ratio to it. */
final class RatioTable {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> ways;
    private final String yardstick;

    RatioTable(List<String> ways, String yardstick) {
        this.ways = ways;
        this.yardstick = yardstick;
    }

    /** The row of that name, made at its first use. */
    Row row(String what, String unit) {
        return rows.computeIfAbsent(what, name -> new Row(name, unit, true));
    }

    /** A row whose ratios say nothing. */
    Row uncompared(String what, String unit) {
        return rows.computeIfAbsent(what, name -> new Row(name, unit, false));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("| %-46s |".formatted(""));
        StringBuilder rule = new StringBuilder("|" + "-".repeat(48) + "|");
        ways.forEach(way -> head.append(" %12s |".formatted(way)));
        head.append(" %12s |".formatted(yardstick));
        rule.append(("-".repeat(13) + ":|").repeat(ways.size() + 1));
        ways.forEach(way -> head.append(" %22s |".formatted("ratio, " + way)));
        rule.append(("-".repeat(23) + ":|").repeat(ways.size()));
        lines.add(head.toString());
        lines.add(rule.toString());
        rows.values().forEach(row -> lines.add(row.line(ways, yardstick)));
        return lines;
    }
}
