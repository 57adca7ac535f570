package io.parley.bench;

import java.util.Locale;

/** Numbers as the tables show them. */
final class Digits {
    private Digits() {
    }

    /** Three digits that count; whole numbers from 100 on, with commas. */
    static String of(double value) {
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
