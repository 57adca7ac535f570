package io.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.bus.AuditCommand.ReadAudit;
import io.parley.bus.AuditReply.Entry;
import io.parley.bus.Deed;
import io.parley.support.Await;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was done stands in the log, in the order in which it was begun, whatever was written into it. */
abstract class AuditLogStory {
    private static final long NOON = 1_800_000_000L;

    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private long now = NOON;
    private Store store;
    private AuditLog log;

    AuditLogStory(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = Await.await(Store.open(vertx, database.config()));
        log = new AuditLog(store, () -> Instant.ofEpochSecond(now));
        begin("alice", new Deed("user created", "bob", "with a name"));
        now += 10;
        begin("master secret", Deed.of("user deleted", "Bobby & \"<co>\" 🎩"));
        now += 10;
        ended(begin("alice", Deed.of("room created", "x".repeat(5000))), "xmpp-refused");
    }

    @AfterEach
    void close() {
        Await.await(store.close());
        Await.await(vertx.close());
        database.close();
    }

    private String begin(String who, Deed deed) {
        return Await.await(log.begin(who, "10.0.0.1", deed));
    }

    private void ended(String entry, String outcome) {
        Await.await(log.ended(entry, outcome));
    }

    private List<Entry> read(String who, String text, Long from, Long to, int offset, int limit) {
        return Await.await(log.read(new ReadAudit(who, text, from, to, offset, limit)));
    }

    private List<String> summaries(String who, String text, Long from, Long to, int offset, int limit) {
        return read(who, text, from, to, offset, limit).stream().map(Entry::summary).toList();
    }

    @Test
    void theNewestComesFirstAndPagesFollowEachOther() {
        assertEquals(List.of("room created", "user deleted", "user created"), summaries(null, null, null, null, 0, 10));
        assertEquals(List.of("user deleted"), summaries(null, null, null, null, 1, 1));
        assertEquals(List.of(), summaries(null, null, null, null, 3, 10));
    }

    @Test
    void itIsSearchedByWhoWhatAndWhen() {
        assertEquals(List.of("room created", "user created"), summaries("alice", null, null, null, 0, 10));
        assertEquals(List.of("user deleted", "user created"), summaries(null, "BOB", null, null, 0, 10));
        assertEquals(List.of("user deleted", "user created"), summaries(null, "user", null, null, 0, 10));
        assertEquals(List.of("user deleted"), summaries(null, "<co>\" 🎩", null, null, 0, 10));
        assertEquals(List.of(), summaries(null, "%", null, null, 0, 10));
        assertEquals(List.of("user deleted"), summaries(null, null, NOON + 1, NOON + 19, 0, 10));
        assertEquals(List.of("room created", "user deleted", "user created"), summaries(null, null, NOON, NOON + 20, 0, 10));
        assertEquals(List.of(), summaries("' or 1 = 1 --", null, null, null, 0, 10));
    }

    @Test
    void anOutcomeIsWrittenOnce() {
        String entry = begin("alice", Deed.of("user locked out", "bob"));
        assertNull(read(null, null, null, null, 0, 1).get(0).outcome());
        ended(entry, "done");
        ended(entry, "changed my mind");
        Entry last = read(null, null, null, null, 0, 1).get(0);
        assertEquals(new Entry(last.logId(), "alice", NOON + 20, "user locked out", "bob", "10.0.0.1", null, "done"), last);
    }

    @Test
    void aTargetThatIsTooLongIsCutRatherThanNotWritten() {
        assertEquals("x".repeat(1000), read("alice", null, null, null, 0, 1).get(0).target());
        begin("alice", Deed.of("room created", "x".repeat(999) + "🎩"));
        assertEquals("x".repeat(999), read("alice", null, null, null, 0, 1).get(0).target(), "half a sign is none");
    }
}
