package io.parley.store;

import io.vertx.sqlclient.DatabaseException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** The five characters by which a database tells what was wrong (SQLSTATE), of H2 and of PostgreSQL. */
final class SqlState {
    /** Classes of states: data exceptions, and violations of what was promised of rows. */
    private static final Set<String> DATA = Set.of("22", "23");

    private SqlState() {
    }

    /** Whether the failure, or what caused it, has one of these. */
    static boolean isOneOf(Set<String> states, Throwable failure) {
        return of(failure).filter(states::contains).isPresent();
    }

    /** The failure in one line, for the log: of what is wrong with data the state alone, because the database's words quote the data. */
    static String told(Throwable failure) {
        Optional<String> state = of(failure);
        return state.filter(given -> DATA.stream().anyMatch(given::startsWith)).map(given -> "SQLSTATE " + given)
                .orElseGet(() -> failure.toString().lines().findFirst().orElse(""));
    }

    private static Optional<String> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String state = cause instanceof DatabaseException database ? database.getSqlState()
                    : cause instanceof SQLException sql ? sql.getSQLState() : null;
            if (state != null) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
