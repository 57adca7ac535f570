package io.parley.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that is broken.
 *
 * @param at      after the beginning
 * @param target  number of the node or of the client, from 0; -1 where there is only one
 * @param lasting until it is mended; zero where it mends itself
 */
record Fault(Duration at, FaultKind kind, int target, Duration lasting) {
    /** {@code kill -9, and start again: node 2, for 3.2 s}. */
    String words() {
        String whom = switch (kind.lane()) {
            case NODE -> ": node " + target;
            case CLIENT -> ": client " + target;
            default -> "";
        };
        return kind.words() + whom + (lasting.isZero() ? "" : ", for " + seconds(lasting));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%8s  %s", seconds(at), words());
    }
}
