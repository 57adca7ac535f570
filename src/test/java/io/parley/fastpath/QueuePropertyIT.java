package io.parley.fastpath;

import io.parley.support.Postgres;
import io.parley.support.WithPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithPostgres
@Tag("once")
class QueuePropertyIT extends QueueProperties {
    private final Postgres postgres;

    QueuePropertyIT(Postgres postgres) {
        this.postgres = postgres;
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void onPostgres(long seed) {
        whatMustHoldHolds(new QueueWorld(postgres.newDatabase(), seed), seed);
    }
}
