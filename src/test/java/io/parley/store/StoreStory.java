package io.parley.store;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import io.parley.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What repositories rely on, on whichever database. */
abstract class StoreStory {
    /** More than the pool has connections. */
    private static final int MANY = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private Store store;

    StoreStory(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, database.config()));
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
        database.close();
    }

    final Store store() {
        return store;
    }

    final Database database() {
        return database;
    }

    /** How many questions, one after the other, were refused before one was answered. */
    final int refusedUntilAnswered() {
        for (int refused = 0; refused < MANY; refused++) {
            if (await(store.check().map(true).otherwise(false))) {
                return refused;
            }
        }
        throw new AssertionError(MANY + " questions were refused, and it looks as if it went on for ever");
    }

    // ---- values --------------------------------------------------------------------------------------------------------------

    @Test
    void nullsTruthAndBigNumbersComeBackAsTheyWent() {
        put("alice", "s-1", true, 3);
        put("bob", null, false, 0);
        assertEquals("s-1 true 3", await(store.ask(client -> expert(client, "alice"))));
        assertEquals("null false 0", await(store.ask(client -> expert(client, "bob"))));
        await(store.ask(client -> update(client, "update expert set stream_id = #{none} where username = #{user}",
                values("none", null, "user", "alice"))));
        assertEquals(List.of("alice", "bob"), names("select username from expert where stream_id is null order by username", Map.of()));
        assertEquals(List.of("alice"), names("select username from expert where available = #{yes}", Map.of("yes", true)));

        long millis = 1_900_000_000_000L;
        workgroup("diabetes");
        member("diabetes", "alice", millis);
        assertEquals(List.of("alice"), names("select username from workgroup_member where last_offer >= #{at}", Map.of("at", millis)));
        assertEquals(List.of(), names("select username from workgroup_member where last_offer > #{at}", Map.of("at", millis)));
        Long newest = await(store.ask(client -> SqlTemplate.forQuery(client, "select max(last_offer) from workgroup_member")
                .execute(Map.of()).map(rows -> rows.iterator().next().getLong(0))));
        assertEquals(millis, newest);
    }

    @Test
    void anUpdateOnAConditionTellsWhetherItWon() {
        put("alice", null, true, 0);
        String take = "update expert set available = #{no} where username = #{user} and available = #{yes}";
        Map<String, Object> values = Map.of("no", false, "yes", true, "user", "alice");
        List<Future<Integer>> both = List.of(store.ask(client -> update(client, take, values)),
                store.ask(client -> update(client, take, values)));
        await(Future.join(both));
        assertEquals(1, both.get(0).result() + both.get(1).result());
    }

    @Test
    void rowsAreNumberedInTheOrderInWhichTheyCame() {
        workgroup("diabetes");
        List<String> ids = List.of("r3", "r9", "r1", "r4", "r0", "r7");
        ids.forEach(id -> await(store.ask(client -> request(client, id, id))));
        assertEquals(ids, names("select id from request where workgroup = #{name} order by seq", Map.of("name", "diabetes")));
    }

    @Test
    void manyRowsMayHaveNothingWhereAValueMustBeUnique() {
        workgroup("diabetes");
        await(store.ask(client -> request(client, "r1", null)));
        await(store.ask(client -> request(client, "r2", null)));
        await(store.ask(client -> request(client, "r3", "alice")));
        Throwable failure = failure(store.ask(client -> request(client, "r4", "alice")));
        assertTrue(DuplicateRow.is(failure), failure.toString());
        await(store.ask(client -> update(client, "update request set asker = #{none}", values("none", null))));
        await(store.ask(client -> request(client, "r4", "alice")));
    }

    @Test
    void whatBelongsToADeletedRowIsDeletedWithIt() {
        workgroup("diabetes");
        member("diabetes", "alice", 0);
        await(store.ask(client -> update(client, "delete from workgroup where name = #{name}", Map.of("name", "diabetes"))));
        assertEquals(List.of(), names("select username from workgroup_member", Map.of()));
    }

    // ---- transactions --------------------------------------------------------------------------------------------------------

    @Test
    void aTransactionThatFailsLeavesNothing() {
        Throwable failure = failure(store.inTransaction(connection -> insert(connection, "alice", null, true, 0)
                .compose(inserted -> Future.failedFuture(new IllegalStateException("changed my mind")))));
        assertEquals("changed my mind", failure.getMessage());
        assertEquals(List.of(), names("select username from expert", Map.of()));
    }

    @Test
    void whoLocksARowFirstGoesFirst() {
        put("alice", null, true, 0);
        List<Future<Integer>> counts = IntStream.range(0, MANY).mapToObj(i -> store.inTransaction(connection ->
                SqlTemplate.forQuery(connection, "select missed from expert where username = #{user} for update")
                        .execute(Map.of("user", "alice")).map(rows -> rows.iterator().next().getInteger(0))
                        .compose(missed -> update(connection, "update expert set missed = #{missed} where username = #{user}",
                                Map.of("missed", missed + 1, "user", "alice")).map(missed)))).toList();
        await(Future.join(counts));
        assertEquals(IntStream.range(0, MANY).boxed().toList(), counts.stream().map(Future::result).sorted().toList());
        assertEquals("null true " + MANY, await(store.ask(client -> expert(client, "alice"))));
    }

    /** A connection that does not commit any more after a transaction shows what is written through it to nobody. */
    @Test
    void whatIsWrittenAfterATransactionIsSeenByOthers() throws SQLException {
        await(Future.all(IntStream.range(0, MANY).mapToObj(i -> store.inTransaction(connection -> update(connection,
                "update expert set missed = 0", Map.of()))).toList()));
        IntStream.range(0, MANY).forEach(i -> put("expert" + i, null, true, 0));
        Config.Store config = database.config();
        try (Connection other = DriverManager.getConnection(config.url(), config.user().orElse(""), config.password().orElse(""));
                ResultSet found = other.createStatement().executeQuery("select count(*) from expert")) {
            assertTrue(found.next());
            assertEquals(MANY, found.getInt(1));
        }
    }

    @Test
    void twoWhoWaitForEachOtherBothSucceedInTheEnd() {
        put("alice", null, true, 0);
        put("bob", null, true, 0);
        Promise<Void> hasAlice = Promise.promise();
        Promise<Void> hasBob = Promise.promise();
        AtomicInteger tries = new AtomicInteger();
        Future<Integer> one = crosswise("alice", hasAlice, hasBob.future(), "bob", tries);
        Future<Integer> other = crosswise("bob", hasBob, hasAlice.future(), "alice", tries);
        await(Future.join(one, other));
        assertTrue(tries.get() > 2, "they were not in each other's way");
        assertEquals("null true 2", await(store.ask(client -> expert(client, "alice"))));
        assertEquals("null true 2", await(store.ask(client -> expert(client, "bob"))));
    }

    /** Counts at the first, and when somebody else has counted at the second, there too. */
    private Future<Integer> crosswise(String first, Promise<Void> counted, Future<Void> other, String second, AtomicInteger tries) {
        String count = "update expert set missed = missed + 1 where username = #{user}";
        return store.inTransaction(connection -> {
            tries.incrementAndGet();
            return update(connection, count, Map.of("user", first))
                    .onComplete(done -> counted.tryComplete())
                    .compose(done -> other)
                    .compose(met -> update(connection, count, Map.of("user", second)));
        });
    }

    @Test
    void workThatIsAlwaysInTheWayIsGivenUp() {
        AtomicInteger tries = new AtomicInteger();
        ProblemException refused = refused(store.inTransaction(connection -> {
            tries.incrementAndGet();
            return Future.failedFuture(new SQLException("deadlock", "40P01"));
        }));
        assertEquals(503, refused.problem().status());
        assertEquals("store-busy", refused.problem().code());
        assertEquals(5, tries.get());
    }

    @Test
    void whatIsWrongInItselfIsNotTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        refused(store.inTransaction(connection -> {
            tries.incrementAndGet();
            return update(connection, "update nothing set at = 1", Map.of());
        }));
        assertEquals(1, tries.get());
    }

    @Test
    void askersQueueForTheConnections() {
        List<Future<Void>> all = new ArrayList<>();
        IntStream.range(0, 10 * MANY).forEach(i -> all.add(store.check()));
        await(Future.all(all));
    }

    // ---- how the stories speak SQL -------------------------------------------------------------------------------------------

    final void put(String user, String stream, boolean available, int missed) {
        await(store.ask(client -> insert(client, user, stream, available, missed)));
    }

    private static Future<Integer> insert(SqlClient client, String user, String stream, boolean available, int missed) {
        return update(client, "insert into expert (username, stream_id, available, missed) values (#{user}, #{stream}, #{available}, #{missed})",
                values("user", user, "stream", stream, "available", available, "missed", missed));
    }

    private static Future<String> expert(SqlClient client, String user) {
        return SqlTemplate.forQuery(client, "select stream_id, available, missed from expert where username = #{user}")
                .execute(Map.of("user", user)).map(rows -> {
                    Row row = rows.iterator().next();
                    return row.getString(0) + " " + row.getBoolean(1) + " " + row.getInteger(2);
                });
    }

    private void workgroup(String name) {
        await(store.ask(client -> update(client, "insert into workgroup (name, settings) values (#{name}, #{settings})",
                Map.of("name", name, "settings", "{}"))));
    }

    private void member(String workgroup, String user, long lastOffer) {
        await(store.ask(client -> update(client, "insert into workgroup_member (workgroup, username, expert, supervisor, skills, joined,"
                + " max_chats, last_offer, last_chat_end) values (#{workgroup}, #{user}, #{yes}, #{no}, #{skills}, #{yes}, #{four}, #{offer}, #{end})",
                values("workgroup", workgroup, "user", user, "yes", true, "no", false, "skills", "", "four", 4, "offer", lastOffer, "end", 0L))));
    }

    private static Future<Integer> request(SqlClient client, String id, String asker) {
        return update(client, "insert into request (id, workgroup, asked_in, state, offered, visitor, asker, user_id, nickname, meta_data,"
                + " asked_at, due_at, overflows, room_open) values (#{id}, #{group}, #{group}, #{state}, #{no}, #{visitor}, #{asker}, #{visitor},"
                + " #{visitor}, #{data}, #{at}, #{at}, #{zero}, #{no})",
                values("id", id, "group", "diabetes", "state", "queued", "no", false, "visitor", "v@visitors.localhost", "asker", asker,
                        "data", "{}", "at", 1L, "zero", 0));
    }

    private List<String> names(String sql, Map<String, Object> values) {
        return await(store.ask(client -> SqlTemplate.forQuery(client, sql).execute(values).map(rows -> {
            List<String> names = new ArrayList<>();
            rows.forEach(row -> names.add(row.getString(0)));
            return names;
        })));
    }

    static Future<Integer> update(SqlClient client, String sql, Map<String, Object> values) {
        return SqlTemplate.forUpdate(client, sql).execute(values).map(SqlResult::rowCount);
    }

    /** Pairs; a value may be null. */
    private static Map<String, Object> values(Object... pairs) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return values;
    }

    static Throwable failure(Future<?> future) {
        return assertThrows(AssertionError.class, () -> await(future)).getCause();
    }

    static ProblemException refused(Future<?> future) {
        return (ProblemException) failure(future);
    }
}
