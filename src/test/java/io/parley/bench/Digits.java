package io.parley.bench;

import java.util.Locale;

/** Numbers as the tables show them. */
final class Digits {
    private Digits() {
    }

    /** Three digits that count; none behind the point when there is nothing, or from 100 on. */
    static String of(double value) {
        int decimals = Math.abs(value) >= 100 || value == Math.rint(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
