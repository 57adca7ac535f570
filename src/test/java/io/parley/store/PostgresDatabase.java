package io.parley.store;

import io.parley.config.Config;
import io.parley.support.Postgres;

/** A new database in a PostgreSQL that others use too. */
final class PostgresDatabase implements Database {
    private final Postgres server;
    private final Config.Store config;

    PostgresDatabase(Postgres server) {
        this.server = server;
        this.config = server.newDatabase();
    }

    @Override
    public Config.Store config() {
        return config;
    }

    @Override
    public void vanish() {
        server.drop(config);
    }

    @Override
    public void close() {
        // it goes with its server
    }
}
