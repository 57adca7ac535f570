package io.parley.store;

import io.parley.config.Config;
import io.parley.config.StartFailure;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database to the shape that this version wants: the files of {@code db/migration}, each once, in order. It blocks. */
final class Migrations {
    private final Config.Store config;

    Migrations(Config.Store config) {
        this.config = config;
    }

    /** @return how many were run */
    int run() {
        try {
            return Flyway.configure(getClass().getClassLoader())
                    .dataSource(config.url(), config.user().orElse(""), config.password().orElse(""))
                    .locations("classpath:db/migration")
                    .load().migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new StartFailure("The database cannot be opened: " + reason(e), e);
        }
    }

    /** The database's own words: Flyway's begin with a page about it. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("") + " (see store.url)";
    }
}
