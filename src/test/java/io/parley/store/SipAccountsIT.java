package io.parley.store;

import io.parley.support.Postgres;
import io.parley.support.WithPostgres;
import org.junit.jupiter.api.Tag;

@WithPostgres
@Tag("once")
class SipAccountsIT extends SipAccountsStory {
    SipAccountsIT(Postgres postgres) {
        super(new PostgresDatabase(postgres));
    }
}
