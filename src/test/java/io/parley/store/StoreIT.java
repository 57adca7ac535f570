package io.parley.store;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.support.Postgres;
import io.parley.support.WithPostgres;
import io.vertx.core.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@WithPostgres
@Tag("once")
class StoreIT extends StoreStory {
    private final Postgres postgres;

    StoreIT(Postgres postgres) {
        super(new PostgresDatabase(postgres));
        this.postgres = postgres;
    }

    @Test
    void connectionsThatWereCutAreGivenUp() {
        openAllConnections();
        postgres.cut(database().config());
        assertEquals("store-unavailable", refused(store().check()).problem().code());
        refusedUntilAnswered();
        put("alice", null, true, 0);
    }

    private void openAllConnections() {
        await(Future.all(IntStream.range(0, 50).mapToObj(i -> store().check()).toList()));
    }
}
