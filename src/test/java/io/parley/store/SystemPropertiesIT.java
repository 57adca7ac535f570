package io.parley.store;

import io.parley.support.Postgres;
import io.parley.support.WithPostgres;
import org.junit.jupiter.api.Tag;

@WithPostgres
@Tag("once")
class SystemPropertiesIT extends SystemPropertiesStory {
    SystemPropertiesIT(Postgres postgres) {
        super(new PostgresDatabase(postgres));
    }
}
