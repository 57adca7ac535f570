package io.parley.store;

import io.vertx.sqlclient.DatabaseException;
import java.sql.SQLException;

/** Tells the violation of a primary key or of a unique column: SQLSTATE 23505 on H2 and on PostgreSQL. */
public final class DuplicateRow {
    private static final String UNIQUE_VIOLATION = "23505";

    private DuplicateRow() {
    }

    public static boolean is(Throwable failure) {
        return failure instanceof DatabaseException database && UNIQUE_VIOLATION.equals(database.getSqlState())
                || failure instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState());
    }
}
