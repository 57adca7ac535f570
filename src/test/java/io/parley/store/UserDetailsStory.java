package io.parley.store;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.DirectoryReply.Property;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept of users, and who is locked out, on whichever database. */
abstract class UserDetailsStory {
    private static final List<Property> TEA = List.of(new Property("tea", "green"));

    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private Store store;
    private UserDetails details;

    UserDetailsStory(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, database.config()));
        details = new UserDetails(store);
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
        database.close();
    }

    private UserDetail of(String user) {
        return await(details.of(List.of(user))).get(user);
    }

    @Test
    void aChangeLeavesWhatItDoesNotName() {
        await(details.change("alice", "Alice", null, null));
        await(details.change("alice", null, "a@x.example", TEA));
        assertEquals(new UserDetail("Alice", "a@x.example", TEA), of("alice"));
        await(details.change("alice", "", null, List.of()));
        assertEquals(new UserDetail("", "a@x.example", List.of()), of("alice"));
        await(details.change("bob", null, null, TEA));
        assertEquals(new UserDetail(null, null, TEA), of("bob"));
        await(details.replace("alice", new UserDetail(null, "new@x.example", List.of())));
        assertEquals(new UserDetail(null, "new@x.example", List.of()), of("alice"));
        assertEquals(Set.of("alice", "bob"), await(details.of(List.of("alice", "bob", "carol"))).keySet());
    }

    @Test
    void whatIsRemovedIsGone() {
        Lockouts lockouts = new Lockouts(store, () -> Instant.EPOCH);
        await(details.replace("alice", new UserDetail("Alice", null, TEA)));
        assertTrue(await(lockouts.add("alice")));
        await(details.remove("alice"));
        assertEquals(Map.of(), await(details.of(List.of("alice"))));
        assertFalse(await(lockouts.has("alice")));
        await(details.remove("alice"));
    }

    @Test
    void textOfEveryKindIsFoundAsItIs() {
        await(details.replace("j\u00fcrgen", new UserDetail("J\u00dcRGEN O'Hara %_\\", "j@x.example",
                List.of(new Property("\u043a", "'; --")))));
        await(details.replace("other", new UserDetail("Other", null, List.of())));
        for (String part : List.of("o'hara", "%_\\", "J@X")) {
            assertEquals(Set.of("j\u00fcrgen"), await(details.matching(part)), part);
        }
        assertEquals(Set.of("j\u00fcrgen"), await(details.having("\u043a", "'; --")));
        assertEquals(Set.of(), await(details.having("\u043a", "'")));
    }

    @Test
    void ofManyWhoWriteAtOnceOneWordStandsWhole() {
        List<Future<Void>> writes = new ArrayList<>();
        IntStream.range(0, 8).forEach(at -> writes.add(details.replace("alice", new UserDetail("Name " + at, at + "@x.example",
                List.of(new Property("a", "" + at), new Property("b", "" + at))))));
        long done = writes.stream().filter(write -> {
            try {
                await(write);
                return true;
            } catch (AssertionError busy) {
                return false; // 503 store-busy: nothing of it was written
            }
        }).count();
        assertTrue(done > 0);
        UserDetail alice = of("alice");
        String at = alice.name().substring(5);
        assertEquals(new UserDetail("Name " + at, at + "@x.example", List.of(new Property("a", at), new Property("b", at))), alice);
    }

    @Test
    void manyUsersAreReadInParts() {
        List<String> users = IntStream.range(0, 1200).mapToObj(at -> "user" + at).toList();
        users.stream().filter(user -> user.endsWith("7")).forEach(user -> await(details.change(user, user, null, null)));
        assertEquals(120, await(details.of(users)).size());
    }

    @Test
    void lockoutsAreKnownToTheNextNode() {
        Lockouts one = new Lockouts(store, () -> Instant.EPOCH);
        assertTrue(await(one.add("alice")));
        assertFalse(await(one.add("alice")));
        Lockouts another = new Lockouts(store, () -> Instant.EPOCH);
        await(another.load());
        assertTrue(await(another.has("alice")));
        await(another.remove("alice"));
        await(another.remove("alice"));
        assertFalse(await(one.has("alice")));
    }
}
