package io.parley.store;

import java.util.ArrayList;
import java.util.List;

/** Parts of a list, each for one statement: a database takes only so many parameters. */
final class Chunks {
    private static final int ROWS = 200;

    private Chunks() {
    }

    static <T> List<List<T>> of(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += ROWS) {
            chunks.add(all.subList(from, Math.min(all.size(), from + ROWS)));
        }
        return chunks;
    }
}
