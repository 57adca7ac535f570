package io.parley.fastpath.hours;

import java.time.Instant;

/** From an instant until before another. */
record Span(Instant from, Instant to) {
    boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
