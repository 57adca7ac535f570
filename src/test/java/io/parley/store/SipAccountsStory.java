package io.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.ProblemException;
import io.parley.bus.SipReply.SipAccount;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised of SIP accounts, on whichever database. */
abstract class SipAccountsStory {
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private Store store;
    private SipAccounts accounts;

    SipAccountsStory(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, database.config()));
        accounts = new SipAccounts(store);
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
        database.close();
    }

    @Test
    void anAccountIsFoundByItsUserAndByItsExtension() {
        SipAccount full = new SipAccount("alice", "1001", "auth", "Alice 😀", "sip.example.org:5060", "proxy.example.org", true,
                "stun.example.org", 3478, "*97", false, true);
        await(accounts.put(full, "sealed"));
        await(accounts.put(account("bob", "1002"), null));
        assertEquals(full, await(accounts.of("alice")));
        assertEquals(full, await(accounts.at("1001")));
        assertEquals(account("bob", "1002"), await(accounts.at("1002")));
        assertEquals(List.of(account("bob", "1002")), await(accounts.list(5, "alice")));
        await(accounts.delete("alice"));
        for (Future<?> asked : List.of(accounts.of("alice"), accounts.at("1001"), accounts.delete("alice"))) {
            assertEquals("unknown-sip-account", refused(asked).problem().code());
        }
    }

    @Test
    void whoLeavesThePasswordOutKeepsIt() {
        await(accounts.put(account("alice", "1001"), "first"));
        await(accounts.put(account("alice", "1003"), null));
        assertEquals(Optional.of("first"), await(accounts.password("alice")));
        await(accounts.put(account("alice", "1003"), "second"));
        assertEquals(Optional.of("second"), await(accounts.password("alice")));
        assertEquals(Optional.empty(), await(accounts.password("bob")));
    }

    @Test
    void anExtensionIsOneUsersAlone() {
        await(accounts.put(account("alice", "1001"), null));
        assertEquals("extension-taken", refused(accounts.put(account("bob", "1001"), null)).problem().code());
        List<Future<Void>> puts = IntStream.range(0, 6).mapToObj(i -> accounts.put(account("user" + i, "2000"), null)).toList();
        Future.join(puts).transform(all -> Future.succeededFuture()).await();
        assertEquals(1, puts.stream().filter(Future::succeeded).count());
        puts.stream().filter(Future::failed).forEach(put -> assertEquals("extension-taken", refused(put).problem().code()));
    }

    private static SipAccount account(String user, String extension) {
        return new SipAccount(user, extension, extension, null, "sip.example.org", null, false, null, null, null, true, false);
    }

    private static ProblemException refused(Future<?> future) {
        return assertThrows(ProblemException.class, () -> await(future));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
