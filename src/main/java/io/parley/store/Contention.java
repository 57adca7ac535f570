package io.parley.store;

import java.util.Set;

/** Tells that two transactions were in each other's way, and that this one was undone for it: the same again may well succeed. */
final class Contention {
    private static final Set<String> STATES = Set.of(
            "40001", // serialization failure; H2's deadlock
            "40P01", // PostgreSQL's deadlock
            "55P03", // PostgreSQL did not get a lock in time, where lock_timeout is set
            "HYT00", // H2 did not get a lock in time
            "90131"); // H2: a row was changed meanwhile

    private Contention() {
    }

    static boolean is(Throwable failure) {
        return SqlState.isOneOf(STATES, failure);
    }
}
