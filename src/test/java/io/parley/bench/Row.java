package io.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One line of the talking part: what was measured in each round, by the name of the way. */
final class Row {
    private final String what;
    private final String unit;
    private final boolean compared;
    private final List<Map<String, Double>> rounds = new ArrayList<>();

    /** @param compared whether a ratio to plain XMPP says something */
    Row(String what, String unit, boolean compared) {
        this.what = what;
        this.unit = unit;
        this.compared = compared;
    }

    void add(Map<String, Double> round) {
        rounds.add(round);
    }

    /** Medians over the rounds; of the ratios, each of one round, the smallest and the largest too. */
    String line(List<String> ways, String yardstick) {
        StringBuilder line = new StringBuilder("| %-46s |".formatted(what));
        for (String way : ways) {
            line.append(" %7s %-4s |".formatted(middle(samples(round -> round.get(way))), unit));
        }
        line.append(" %7s %-4s |".formatted(middle(samples(round -> round.get(yardstick))), unit));
        ways.forEach(way -> line.append(" %22s |".formatted(compared ? spread(samples(round -> ratio(round, way, yardstick))) : "")));
        return line.toString();
    }

    double largest() {
        Samples all = new Samples();
        rounds.forEach(round -> round.values().forEach(all::add));
        return all.largest();
    }

    private Samples samples(Function<Map<String, Double>, Double> value) {
        Samples samples = new Samples();
        rounds.stream().map(value).filter(number -> number != null).forEach(samples::add);
        return samples;
    }

    private static Double ratio(Map<String, Double> round, String way, String yardstick) {
        return round.containsKey(way) && round.containsKey(yardstick) ? round.get(way) / round.get(yardstick) : null;
    }

    private static String middle(Samples samples) {
        return samples.size() == 0 ? "" : Digits.of(samples.median());
    }

    private static String spread(Samples ratios) {
        return ratios.size() == 0 ? ""
                : "%.2f x, %.2f to %.2f".formatted(ratios.median(), ratios.smallest(), ratios.largest());
    }
}
