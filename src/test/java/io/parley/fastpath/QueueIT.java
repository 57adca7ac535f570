package io.parley.fastpath;

import io.parley.support.Postgres;
import io.parley.support.WithPostgres;
import org.junit.jupiter.api.Tag;

@WithPostgres
@Tag("once")
class QueueIT extends QueueStory {
    QueueIT(Postgres postgres) {
        super(() -> new QueueWorld(postgres.newDatabase(), 1));
    }
}
