package io.parley.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every message that was answered 200. */
final class Ledger {
    private final List<Said> answered = new ArrayList<>();
    private Duration longest = Duration.ZERO;

    /** @param waited from the first try to the answer */
    synchronized void answered(Said said, Duration waited) {
        answered.add(said);
        longest = longest.compareTo(waited) < 0 ? waited : longest;
    }

    synchronized List<Said> all() {
        return List.copyOf(answered);
    }

    /** How long one message took that had to be tried again and again. */
    synchronized Duration longest() {
        return longest;
    }
}
