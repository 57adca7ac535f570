package io.parley.store;

import java.util.Set;

/** Tells that a connection which was open is of no use any more; that none could be opened is another thing. */
final class LostConnection {
    private static final Set<String> STATES = Set.of(
            "08003", "08006", "08007", // closed, broken, broken while a transaction ended
            "57P01", "57P02", "57P03", "57P05", // PostgreSQL ends: by its operator, in a crash, not up again yet; the session was idle for too long
            "90007", "90067", "90098", "90121"); // H2: closed, broken, the database closed under it

    private LostConnection() {
    }

    static boolean is(Throwable failure) {
        return SqlState.isOneOf(STATES, failure);
    }
}
