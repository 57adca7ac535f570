package io.parley.store;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.config.Config;
import io.parley.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest extends StoreStory {
    StoreTest() {
        super(new H2Database());
    }

    @Test
    void aDatabaseThatWasClosedUnderItsConnectionsIsOpenedAgain() {
        put("alice", null, true, 0);
        ((H2Database) database()).end();
        assertEquals("store-unavailable", refused(store().check()).problem().code());
        refusedUntilAnswered();
        put("bob", null, true, 0);
    }

    @Test
    void aDatabaseThatCannotBeOpenedIsToldInOneLine(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("taken"), "not a directory");
        Config.Store broken = new Config.Store("jdbc:h2:file:" + file + "/parley", Optional.empty(), Optional.empty());
        Vertx vertx = Vertx.vertx();
        Future<Store> opening = Store.open(vertx, broken);
        StartFailure failure = assertThrows(StartFailure.class, () -> opening.await(20, TimeUnit.SECONDS));
        assertTrue(failure.getMessage().startsWith("The database cannot be opened: "), failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count());
        await(vertx.close());
    }
}
