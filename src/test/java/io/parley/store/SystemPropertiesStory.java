package io.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised of properties, on whichever database. */
abstract class SystemPropertiesStory {
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private Store store;
    private SystemProperties properties;

    SystemPropertiesStory(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, database.config()));
        properties = new SystemProperties(store);
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
        database.close();
    }

    @Test
    void aPropertyIsSetReplacedAndRemoved() {
        await(properties.put("rec.one", "käse 😀 ' -- #{key}"));
        await(properties.put("rec.two", null));
        Map<String, String> both = new HashMap<>(Map.of("rec.one", "käse 😀 ' -- #{key}"));
        both.put("rec.two", null);
        assertEquals(both, await(properties.all()));
        assertEquals(true, await(properties.replace("rec.two", "now")));
        assertEquals(false, await(properties.replace("rec.three", "never")));
        await(properties.put("rec.one", "again"));
        assertEquals(Map.of("rec.one", "again", "rec.two", "now"), await(properties.all()));
        assertEquals(true, await(properties.remove("rec.one")));
        assertEquals(false, await(properties.remove("rec.one")));
    }

    @Test
    void thereAreFiveHundredAtTheMost() {
        IntStream.range(0, 500).forEach(i -> await(properties.put("key" + i, "v")));
        ProblemException refused = assertThrows(ProblemException.class, () -> await(properties.put("one.more", "v")));
        assertEquals("too-many-properties", refused.problem().code());
        await(properties.put("key7", "w"));
    }

    @Test
    void ofManyWhoSetTheSameAtOnceOneIsKept() {
        List<Future<Void>> puts = IntStream.range(0, 8).mapToObj(i -> properties.put("same", "value " + i)).toList();
        await(Future.join(puts));
        assertTrue(await(properties.all()).get("same").startsWith("value "));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
