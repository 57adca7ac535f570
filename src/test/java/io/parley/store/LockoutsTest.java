package io.parley.store;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody waits long for a database that is silent to learn who is locked out. */
class LockoutsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Database database = new H2Database();
    private Instant now = Instant.EPOCH;
    private Store store;
    private Lockouts lockouts;

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, database.config()));
        lockouts = new Lockouts(store, () -> now);
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
        database.close();
    }

    private boolean timely(String user) {
        long begin = System.nanoTime();
        boolean locked = await(lockouts.has(user));
        assertTrue(Duration.ofNanos(System.nanoTime() - begin).compareTo(Duration.ofSeconds(4)) < 0);
        return locked;
    }

    @Test
    void whileTheDatabaseIsSilentWhatIsKnownCountsAndItIsAskedAgainLater() throws SQLException {
        assertTrue(await(lockouts.add("bob")));
        try (Connection other = DriverManager.getConnection(database.config().url(), "", "");
                Statement statement = other.createStatement()) {
            statement.execute("set exclusive 1"); // what others ask waits
            assertTrue(timely("bob"));
            assertFalse(timely("carol"));
            statement.execute("update lockout set username = 'carol'");
            statement.execute("set exclusive 0");
        }
        assertTrue(await(lockouts.has("bob")), "it is not asked yet");
        now = now.plusSeconds(6);
        assertFalse(await(lockouts.has("bob")));
        assertTrue(await(lockouts.has("carol")));
    }

    @Test
    void whoIsToldThatSomebodyWasLockedOutRemembersItWithoutTheDatabase() {
        Lockouts another = new Lockouts(store, () -> now);
        assertTrue(await(another.add("bob")));
        assertTrue(await(lockouts.hasNow("bob")));
        await(store.close());
        assertTrue(await(lockouts.has("bob")));
        assertFalse(await(lockouts.has("carol")));
    }
}
