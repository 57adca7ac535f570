package io.parley.store;

import io.parley.support.Postgres;
import io.parley.support.WithPostgres;
import org.junit.jupiter.api.Tag;

@WithPostgres
@Tag("once")
class RoomGroupsIT extends RoomGroupsStory {
    RoomGroupsIT(Postgres postgres) {
        super(new PostgresDatabase(postgres));
    }
}
