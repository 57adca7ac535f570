package io.parley.store;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import io.parley.support.Eventually;
import io.parley.support.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database ends and comes back while Parley runs. */
@Tag("once")
class PostgresRestartIT {
    private static final int MANY = 50;
    /** As many as the pool has connections, all of them dead. */
    private static final int FEW = 8;

    private static Postgres postgres;
    private final Vertx vertx = Vertx.vertx();
    private Store store;
    private ProfileProperties properties;

    @BeforeAll
    static void startPostgres() {
        postgres = Postgres.started();
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, postgres.newDatabase()));
        properties = new ProfileProperties(store);
        await(properties.put("alice", "city", "Vienna"));
        askMany();
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
    }

    @Test
    void afterARestartAFewQuestionsAreRefusedAtTheMost() {
        postgres.restart();
        assertTrue(refusedUntilAnswered() <= FEW);
        assertEquals("Vienna", city());
        assertTrue(askMany().stream().allMatch(Future::succeeded));
    }

    @Test
    void afterACrashToo() {
        postgres.kill();
        postgres.start();
        assertTrue(refusedUntilAnswered() <= FEW);
        assertEquals("Vienna", city());
    }

    @Test
    void whileItIsAwayEveryQuestionIsRefusedAndThenAnsweredAgain() {
        postgres.stop();
        for (Future<Void> asked : askMany()) {
            assertEquals("store-unavailable", ((ProblemException) asked.cause()).problem().code());
        }
        postgres.start();
        Eventually.get(() -> await(store.check().map(true).otherwise(false)), answered -> answered);
        assertTrue(askMany().stream().allMatch(Future::succeeded));
        assertEquals("Vienna", city());
    }

    @Test
    void whatWasUnderWayIsRefusedAndUndone() {
        Promise<Void> written = Promise.promise();
        Promise<Void> restarted = Promise.promise();
        List<Future<Integer>> underWay = Stream.of("bob", "carol").map(user -> store.inTransaction(connection ->
                StoreStory.update(connection, "insert into user_property values (#{user}, #{key}, #{value})",
                                Map.of("user", user, "key", "city", "value", "Graz"))
                        .onComplete(done -> written.tryComplete())
                        .compose(done -> restarted.future())
                        .compose(done -> StoreStory.update(connection, "delete from user_property", Map.of())))).toList();
        await(written.future());
        postgres.restart();
        restarted.complete();
        underWay.forEach(one -> assertThrows(AssertionError.class, () -> await(one)));
        refusedUntilAnswered();
        assertEquals("Vienna", city());
        assertEquals(1, await(properties.of(List.of("alice", "bob", "carol"))).size());
    }

    @Test
    void whoWaitsForAConnectionOfThoseThatDiedIsToldSoonEnough() {
        Promise<Void> restarted = Promise.promise();
        List<Future<Void>> holding = IntStream.range(0, FEW).mapToObj(i -> store.inTransaction(connection -> restarted.future()
                .compose(go -> connection.query("select 1").execute().<Void>mapEmpty()))).toList();
        List<Future<Void>> waiting = IntStream.range(0, MANY).mapToObj(i -> store.check()).toList();
        postgres.restart();
        restarted.complete();
        Stream.concat(holding.stream(), waiting.stream()).forEach(one -> await(one.map(true).otherwise(false)));
        assertTrue(refusedUntilAnswered() <= FEW);
    }

    private String city() {
        return await(properties.of(List.of("alice"))).get("alice").get(0).value();
    }

    /** All of them at once, so that every connection is used; returns when each is answered or refused. */
    private List<Future<Void>> askMany() {
        List<Future<Void>> all = IntStream.range(0, MANY).mapToObj(i -> store.check()).toList();
        await(Future.join(all).otherwiseEmpty());
        return all;
    }

    private int refusedUntilAnswered() {
        int refused = 0;
        while (!await(store.check().map(true).otherwise(false))) {
            refused++;
            assertTrue(refused < MANY, "refused for ever");
        }
        return refused;
    }
}
