package io.parley.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.DirectoryCommand;
import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.DirectoryReply.User;
import io.parley.bus.DirectoryReply.Users;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.config.Config;
import io.parley.store.ProfileProperties;
import io.parley.store.Store;
import io.parley.store.UserDetails;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx, Duration.ofSeconds(10), BusMetrics.NONE);
    private final AtomicInteger listings = new AtomicInteger();
    private volatile Future<List<String>> listing = Future.succeededFuture(List.of("Alicia", "bob", "malice"));
    private volatile Instant now = Instant.EPOCH;
    @TempDir
    Path directory;
    private Store store;

    @BeforeEach
    void start() {
        Bus.register(vertx);
        store = await(Store.open(vertx,
                new Config.Store("jdbc:h2:file:" + directory.resolve("parley"), Optional.empty(), Optional.empty())));
        await(vertx.deployVerticle(new DirectoryVerticle(bus, this::list, new UserDetails(store),
                new ProfileProperties(store), () -> now)));
    }

    @AfterEach
    void stop() {
        await(store.close());
        await(vertx.close());
    }

    private Future<List<String>> list() {
        listings.incrementAndGet();
        return listing;
    }

    @Test
    void aSearchFindsAPartOfTheNameInSmallLettersOrCapitals() {
        assertEquals(List.of("Alicia", "malice"), names(search("ALIC")));
        assertEquals(List.of("Alicia", "bob", "malice"), names(search(null)));
        assertEquals(List.of("Alicia", "bob", "malice"), names(search(" ")));
        assertEquals(List.of(), names(search("nobody")));
    }

    @Test
    void aUserHasANameAndTheOwnProperties() {
        await(bus.request(Addresses.DIRECTORY, new DirectoryCommand.PutProperty("bob", "city", "Vienna"), Done.class));
        assertEquals(new Users(List.of(new User("bob", "bob", null, List.of(new Property("city", "Vienna"))))), search("bob"));
        await(bus.request(Addresses.DIRECTORY, new DirectoryCommand.RemoveProperty("bob", "city"), Done.class));
        assertEquals(new Users(List.of(new User("bob", "bob", null, List.of()))), search("bob"));
    }

    @Test
    void whatTheStoreRefusesIsRefused() {
        Future<Done> remove = bus.request(Addresses.DIRECTORY, new DirectoryCommand.RemoveProperty("bob", "shoe"), Done.class);
        assertEquals("unknown-property", assertThrows(ProblemException.class, () -> await(remove)).problem().code());
    }

    @Test
    void theListIsRememberedForAFewSeconds() {
        search("a");
        search("al");
        assertEquals(1, listings.get());
        now = now.plusSeconds(5);
        listing = Future.succeededFuture(List.of("carol"));
        assertEquals(List.of("carol"), names(search(null)));
        assertEquals(2, listings.get());
    }

    @Test
    void whoAskMeanwhileWaitForOneList() {
        Promise<List<String>> slow = Promise.promise();
        listing = slow.future();
        Future<Users> first = bus.request(Addresses.DIRECTORY, new DirectoryCommand.SearchUsers(null), Users.class);
        Future<Users> second = bus.request(Addresses.DIRECTORY, new DirectoryCommand.SearchUsers("bob"), Users.class);
        Future<Done> afterBoth = bus.request(Addresses.DIRECTORY, new DirectoryCommand.PutProperty("bob", "k", "v"), Done.class);
        await(afterBoth);
        slow.complete(List.of("bob"));
        assertEquals(List.of("bob"), names(await(first)));
        assertEquals(List.of("bob"), names(await(second)));
        assertEquals(1, listings.get());
    }

    @Test
    void aFailureIsNotRemembered() {
        listing = Future.failedFuture(Problem.unavailable("xmpp-unavailable", "Away.", 5).exception());
        assertEquals("xmpp-unavailable", assertThrows(ProblemException.class, () -> search(null)).problem().code());
        listing = Future.succeededFuture(List.of("bob"));
        assertEquals(List.of("bob"), names(search(null)));
    }

    private Users search(String part) {
        return await(bus.request(Addresses.DIRECTORY, new DirectoryCommand.SearchUsers(part), Users.class));
    }

    private static List<String> names(Users users) {
        return users.users().stream().map(User::username).toList();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
