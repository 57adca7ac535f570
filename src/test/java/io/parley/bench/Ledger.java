package io.parley.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was said to whom, and when it was read from their stream; by number. On one event loop. */
final class Ledger {
    private static final class Entry {
        private final int to;
        private final long said = System.nanoTime();
        private long came;
        private int times;
        private final Set<String> ids = new HashSet<>();

        Entry(int to) {
            this.to = to;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private int missing;

    /** Notes that this is being said, and gives it a number. */
    long says(int to) {
        entries.add(new Entry(to));
        missing++;
        return entries.size() - 1;
    }

    void came(int to, long number, String id) {
        Entry entry = entries.get((int) number);
        if (entry.to != to) {
            throw new IllegalStateException("message " + number + " to " + entry.to + " came to " + to);
        }
        entry.ids.add(id);
        if (entry.times++ == 0) {
            entry.came = System.nanoTime();
            missing--;
        }
    }

    boolean isComplete() {
        return missing == 0;
    }

    int size() {
        return entries.size();
    }

    /** Nanoseconds until the first came of what was said to them afterwards; not a number when none did. */
    double untilFirst(int to, long after) {
        return entries.stream().filter(entry -> entry.to == to && entry.times > 0 && entry.said > after)
                .mapToDouble(entry -> entry.came - after).min().orElse(Double.NaN);
    }

    long lost(int to) {
        return entries.stream().filter(entry -> entry.to == to && entry.times == 0).count();
    }

    /** What came under more than one id. */
    long twice(int to) {
        return entries.stream().filter(entry -> entry.to == to && entry.ids.size() > 1).count();
    }

    /** How often something came that had come before. */
    int again(int to) {
        return entries.stream().filter(entry -> entry.to == to).mapToInt(entry -> Math.max(0, entry.times - 1)).sum();
    }
}
