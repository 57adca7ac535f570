package io.parley.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured of users who only listen, with each connection.
 *
 * @param warm       users who are there before anything counts: what they made be loaded and compiled is nobody's
 * @param sizes      numbers of users at which is looked
 * @param toTheLimit whether there is a last size: as many as one process can hold
 * @param byPassword of the first size, how many log in by password
 * @param idle       how long CPU is measured while all are idle, at the largest size
 * @param heap       of each Parley, at most, as Java is told
 */
record SessionPlan(int warm, List<Integer> sizes, boolean toTheLimit, int byPassword, Duration idle,
                   String heap) {
    /** When that is all that is asked for. */
    static SessionPlan full() {
        return new SessionPlan(100, List.of(1000, 5000, 9500), true, 200, Duration.ofSeconds(60), "2g");
    }

    /** As a part of the whole. */
    static SessionPlan small() {
        return new SessionPlan(100, List.of(1000, 2000), false, 200, Duration.ofSeconds(30), "1g");
    }

    /** For a look. */
    static SessionPlan quick() {
        return new SessionPlan(100, List.of(500, 1000), false, 100, Duration.ofSeconds(16), "1g");
    }

    /** No more users than that. */
    SessionPlan atMost(int users) {
        List<Integer> fewer = Stream.concat(sizes.stream().filter(size -> size < users), Stream.of(users)).toList();
        return new SessionPlan(warm, fewer, false, byPassword, idle, heap);
    }

    /** The same for the next connection, up to the size that the one before held. */
    SessionPlan upTo(Growth growth) {
        List<Integer> same = growth.sizes().stream().map(size -> (int) size.users()).toList();
        return same.isEmpty() ? this : new SessionPlan(warm, same, false, byPassword, idle, heap);
    }
}
