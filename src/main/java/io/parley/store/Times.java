package io.parley.store;

import java.time.Instant;

/** Milliseconds since 1970, as the database has times, on the way out. */
final class Times {
    private Times() {
    }

    /** ISO 8601 in UTC; null stays null. */
    static String iso(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }

    /** Null, as an average of nothing is, is 0. */
    static double seconds(Double millis) {
        return millis == null ? 0 : Math.round(millis) / 1000.0;
    }
}
