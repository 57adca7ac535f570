package io.parley.bench;

import java.util.Arrays;

/** Measured values, all of them kept; sorted when asked. */
final class Samples {
    private double[] values = new double[1024];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /** The nearest rank: at least this share of the values is no larger. */
    double percentile(double share) {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return size == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * size) - 1)];
    }

    double median() {
        return percentile(0.5);
    }

    double smallest() {
        return percentile(0);
    }

    double largest() {
        return percentile(1);
    }
}
