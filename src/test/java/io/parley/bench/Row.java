package io.parley.bench;

import java.util.Locale;

/** One line of the report: what was measured in each round, through Parley and, where there is such a thing, over plain XMPP. */
final class Row {
    private final String what;
    private final String unit;
    private final Samples parley = new Samples();
    private final Samples plain = new Samples();
    private final Samples ratios = new Samples();

    Row(String what, String unit) {
        this.what = what;
        this.unit = unit;
    }

    void add(double parleys) {
        parley.add(parleys);
    }

    /** Of the same round: their ratio counts. */
    void add(double parleys, double plains) {
        add(parleys);
        plain.add(plains);
        ratios.add(parleys / plains);
    }

    /** Medians over the rounds, and the smallest and largest ratio of a round. */
    String line() {
        String straight = plain.size() == 0 ? "" : number(plain.median());
        String spread = ratios.size() < 2 ? "" : "%.2f to %.2f".formatted(ratios.smallest(), ratios.largest());
        String ratio = ratios.size() == 0 ? "" : "%.2f x".formatted(ratios.median());
        return "| %-56s | %9s %-4s | %9s | %8s | %14s |".formatted(what, number(parley.median()), unit, straight, ratio, spread);
    }

    /** Three digits that count. */
    private static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
