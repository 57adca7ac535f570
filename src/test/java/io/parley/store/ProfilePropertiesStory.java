package io.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised of profile properties, on whichever database. */
abstract class ProfilePropertiesStory {
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private Store store;
    private ProfileProperties properties;

    ProfilePropertiesStory(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, database.config()));
        properties = new ProfileProperties(store);
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
        database.close();
    }

    @Test
    void whatIsPutIsListedAndReplacedAndRemoved() {
        await(properties.put("alice", "phone", "123"));
        await(properties.put("alice", "city", "Vienna"));
        await(properties.put("bob", "phone", "456"));
        await(properties.put("alice", "phone", "789"));
        assertEquals(Map.of("alice", List.of(new Property("city", "Vienna"), new Property("phone", "789")),
                "bob", List.of(new Property("phone", "456"))), await(properties.of(List.of("alice", "bob", "carol"))));
        await(properties.remove("alice", "phone"));
        assertEquals(Map.of("alice", List.of(new Property("city", "Vienna"))), await(properties.of(List.of("alice"))));
        assertEquals("unknown-property", refused(properties.remove("alice", "phone")).problem().code());
    }

    @Test
    void textOfEveryKindStaysAsItIs() {
        String value = "käse 😀 \"quoted\" \\ ' ; -- #{user}\n</script>" + "x".repeat(60_000);
        await(properties.put("jürgen", "ключ 😀", value));
        assertEquals(Map.of("jürgen", List.of(new Property("ключ 😀", value))), await(properties.of(List.of("jürgen"))));
    }

    @Test
    void sizesAreBounded() {
        await(properties.put("alice", "k".repeat(100), "v".repeat(65_536)));
        List<Future<Void>> tooMuch = List.of(properties.put("alice", "k".repeat(101), "v"), properties.put("alice", "", "v"),
                properties.put("alice", "a\nb", "v"), properties.put("alice", "k", "v".repeat(65_537)),
                properties.put("alice", "k", "ü".repeat(32_769)), properties.put("alice", "k", "\0"));
        tooMuch.forEach(put -> assertEquals(400, refused(put).problem().status()));
    }

    @Test
    void oneUserHasAHundredPropertiesAndMayStillReplaceThem() {
        IntStream.range(0, 100).forEach(i -> await(properties.put("alice", "key" + i, "v")));
        ProblemException refused = refused(properties.put("alice", "one more", "v"));
        assertEquals(409, refused.problem().status());
        assertEquals("too-many-properties", refused.problem().code());
        await(properties.put("alice", "key5", "w"));
        await(properties.put("bob", "one more", "v"));
    }

    @Test
    void concurrentPutsOfOneNewPropertyAllSucceedAndOneOfThemIsKept() {
        List<Future<Void>> puts = new ArrayList<>();
        List<String> values = IntStream.range(0, 8).mapToObj(i -> "value " + i).toList();
        values.forEach(value -> puts.add(properties.put("alice", "status", value)));
        await(Future.join(puts));
        List<Property> kept = await(properties.of(List.of("alice"))).get("alice");
        assertEquals(1, kept.size());
        assertTrue(values.contains(kept.get(0).value()), kept.toString());
    }

    @Test
    void moreUsersThanOneStatementTakesAreListed() {
        List<String> users = IntStream.range(0, 1201).mapToObj(i -> "user" + i).toList();
        await(properties.put("user0", "k", "first"));
        await(properties.put("user1200", "k", "last"));
        assertEquals(Map.of("user0", List.of(new Property("k", "first")), "user1200", List.of(new Property("k", "last"))),
                await(properties.of(users)));
        assertEquals(Map.of(), await(properties.of(List.of())));
    }

    @Test
    void aRestartKeepsThem() {
        await(properties.put("alice", "city", "Vienna"));
        await(store.close());
        store = await(Store.open(vertx, database.config()));
        assertEquals(List.of(new Property("city", "Vienna")),
                await(new ProfileProperties(store).of(List.of("alice"))).get("alice"));
    }

    @Test
    void aDatabaseThatIsAwayIsA503() {
        await(store.check());
        database.vanish();
        for (Future<?> asked : List.of(properties.of(List.of("alice")), properties.put("alice", "k", "v"), store.check())) {
            ProblemException refused = refused(asked);
            assertEquals(503, refused.problem().status());
            assertEquals("store-unavailable", refused.problem().code());
            assertTrue(refused.problem().retryAfterSeconds() > 0);
        }
    }

    private static ProblemException refused(Future<?> future) {
        return assertThrows(ProblemException.class, () -> await(future));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
