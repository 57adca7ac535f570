package io.parley.admin.user;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.DirectoryReply.User;
import io.parley.bus.UserCommand.ListUsers;
import io.parley.bus.UserReply.UserPage;
import io.parley.store.UserDetail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand users, a page at a time. */
class UserPagesTest {
    private static final int MANY = 10_000;

    @TempDir
    Path directory;
    private UserWorld world;

    @BeforeEach
    void start() {
        world = new UserWorld(directory);
        IntStream.range(0, MANY).forEach(at -> world.server.passwords.put("user%05d".formatted(at), "x"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private UserPage page(String search, String key, String value, Integer limit, String after) {
        return world.ask(new ListUsers(search, key, value, limit, after), UserPage.class);
    }

    private static List<String> names(UserPage page) {
        return page.users().stream().map(User::username).toList();
    }

    @Test
    void everybodyIsListedOnceAndTheServerIsAskedOnce() {
        List<String> all = new ArrayList<>();
        String after = null;
        do {
            UserPage page = page(null, null, null, 1000, after);
            assertTrue(page.users().size() <= 1000);
            all.addAll(names(page));
            after = page.next();
        } while (after != null);
        assertEquals(List.copyOf(world.server.passwords.keySet()), all);
        assertEquals(1, world.server.listings);
    }

    @Test
    void listingOverAndOverKeepsNothing() {
        walk();
        long before = used();
        for (int round = 0; round < 10; round++) {
            world.pass(Duration.ofSeconds(10));
            walk();
        }
        long grown = used() - before;
        assertTrue(grown < 4_000_000, "ten more walks kept " + grown + " bytes");
    }

    private void walk() {
        String after = null;
        do {
            after = page(null, null, null, 1000, after).next();
        } while (after != null);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int collection = 0; collection < 5; collection++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    @Test
    void withoutALimitOlderClientsGetEverybody() {
        UserPage all = page(null, null, null, null, null);
        assertEquals(MANY, all.users().size());
        assertNull(all.next());
    }

    @Test
    void aPageGoesOnWhereAUserWasWhoIsGone() {
        world.server.passwords.remove("user00002");
        assertEquals(List.of("user00003", "user00004"), names(page(null, null, null, 2, "user00002")));
        assertEquals(List.of(), names(page(null, null, null, 2, "zz")));
        assertNull(page(null, null, null, 1, "user09998").next());
    }

    @Test
    void searchesAndPropertiesNarrowThePages() {
        await(world.details.replace("user00100", new UserDetail("Alice B", "b@x.example", List.of(new Property("tea", "green")))));
        await(world.details.replace("user00200", new UserDetail("Bob", "alice@x.example", List.of(new Property("tea", "black")))));
        await(world.details.replace("gone", new UserDetail("Alice gone", null, List.of(new Property("tea", "green")))));
        assertEquals(List.of("user00100", "user00200"), names(page(" ALICE ", null, null, null, null)));
        assertEquals(List.of("user00100"), names(page("alice", null, null, 1, null)));
        assertEquals("user00100", page("alice", null, null, 1, null).next());
        assertEquals(List.of("user00200"), names(page("alice", null, null, 1, "user00100")));
        assertEquals(List.of("user00100", "user00200"), names(page(null, "tea", null, null, null)));
        assertEquals(List.of("user00200"), names(page(null, "tea", "black", null, null)));
        assertEquals(List.of("user00100"), names(page("00100", "tea", null, null, null)));
        assertEquals(List.of(), names(page("%", null, null, null, null)));
        assertEquals(new User("user00200", "Bob", "alice@x.example", List.of(new Property("tea", "black"))),
                page("user00200", null, null, null, null).users().get(0));
    }
}
