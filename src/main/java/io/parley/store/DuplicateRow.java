package io.parley.store;

import java.util.Set;

/**
 * Tells the violation of a primary key or of a unique column. PostgreSQL takes nothing more in a transaction in which that has happened,
 * so it is for whoever began the transaction to judge, not for what is inside it.
 */
public final class DuplicateRow {
    private static final Set<String> UNIQUE_VIOLATION = Set.of("23505");

    private DuplicateRow() {
    }

    public static boolean is(Throwable failure) {
        return SqlState.isOneOf(UNIQUE_VIOLATION, failure);
    }
}
