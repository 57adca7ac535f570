package io.parley.fastpath;

import io.parley.support.Postgres;
import io.parley.support.WithPostgres;
import org.junit.jupiter.api.Tag;

@WithPostgres
@Tag("once")
class HandoverIT extends HandoverStory {
    HandoverIT(Postgres postgres) {
        super(() -> new QueueWorld(postgres.newDatabase(), 1));
    }
}
