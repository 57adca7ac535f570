package io.parley.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.AdminAsk;
import io.parley.bus.AdminCommand;
import io.parley.bus.AuditCommand.ReadAudit;
import io.parley.bus.AuditReply.Entry;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.UserCommand.CreateUser;
import io.parley.bus.UserCommand.GetUser;
import io.parley.config.Config;
import io.parley.store.AuditLog;
import io.parley.store.Store;
import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is done that the log does not tell, and what is refused, thrown or never finished is told as well. */
class AuditTest {
    private static final AdminCommand CREATE = new CreateUser("bob", "Bob", null, "s3cret-of-bob", List.of());

    private final Vertx vertx = Vertx.vertx();
    @TempDir
    Path directory;
    private Store store;
    private Audit audit;
    private AuditLog log;
    private boolean done;

    @BeforeEach
    void open() {
        String url = "jdbc:h2:file:" + directory.resolve("parley");
        store = Await.await(Store.open(vertx, new Config.Store(url, Optional.empty(), Optional.empty())));
        log = new AuditLog(store, () -> Instant.ofEpochSecond(1_800_000_000));
        audit = new Audit(log);
    }

    @AfterEach
    void close() {
        Await.await(store.close());
        Await.await(vertx.close());
    }

    private Future<? extends BusRecord> given(AdminCommand command, Supplier<Future<? extends BusRecord>> doing) {
        return audit.written(new AdminAsk(new Caller(Caller.Kind.ADMIN, "alice", null), "10.0.0.7", command), doing);
    }

    private Future<Done> act() {
        done = true;
        return Future.succeededFuture(new Done());
    }

    private List<Entry> entries() {
        return Await.await(log.read(new ReadAudit(null, null, null, null, 0, 10)));
    }

    private Entry only() {
        List<Entry> entries = entries();
        assertEquals(1, entries.size());
        return entries.get(0);
    }

    @Test
    void whatIsDoneIsToldWithWhoAndFromWhere() {
        Await.await(given(CREATE, this::act));
        Entry entry = only();
        assertEquals(new Entry(entry.logId(), "alice", 1_800_000_000, entry.summary(), "bob", "10.0.0.7", entry.details(), "done"), entry);
        assertFalse(entry.toString().contains("s3cret"), entry::toString);
    }

    @Test
    void theLogIsWrittenBeforeAnythingIsDone() {
        Promise<Done> still = Promise.promise();
        Promise<Void> begun = Promise.promise();
        given(CREATE, () -> {
            begun.complete();
            return still.future();
        });
        Await.await(begun.future());
        assertNull(only().outcome(), "it may have been done");
        still.complete(new Done());
    }

    @Test
    void aRefusalIsAnOutcome() {
        Future<? extends BusRecord> refused = given(CREATE, () -> Future.failedFuture(Problem.conflict("user-exists", "no").exception()));
        assertThrows(AssertionError.class, () -> Await.await(refused));
        assertEquals("user-exists", only().outcome());
    }

    @Test
    void whatIsThrownIsAnOutcomeToo() {
        Future<? extends BusRecord> thrown = given(CREATE, () -> {
            throw new IllegalStateException("a fault of the program");
        });
        assertThrows(AssertionError.class, () -> Await.await(thrown));
        assertEquals("internal-error", only().outcome());
    }

    @Test
    void whoOnlyReadsIsNotWrittenDown() {
        Await.await(given(new GetUser("bob"), this::act));
        assertEquals(List.of(), entries());
    }

    @Test
    void withoutALogNothingIsDone() {
        Await.await(store.close());
        Future<? extends BusRecord> refused = given(CREATE, this::act);
        AssertionError failure = assertThrows(AssertionError.class, () -> Await.await(refused));
        assertEquals(503, ((ProblemException) failure.getCause()).problem().status());
        assertFalse(done);
    }
}
