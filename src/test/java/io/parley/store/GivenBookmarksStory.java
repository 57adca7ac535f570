package io.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.BookmarkReply.AdminBookmark;
import io.parley.bus.BookmarkReply.Given;
import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.GroupReply.Group;
import io.parley.bus.ProblemException;
import io.parley.store.DeliveredBookmarks.Delivered;
import io.parley.store.DeliveredBookmarks.State;
import io.parley.store.Deliveries.Mark;
import io.parley.store.GivenBookmarks.Changed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised of bookmarks that admins give, on whichever database. */
abstract class GivenBookmarksStory {
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private Store store;
    private Groups groups;
    private GivenBookmarks bookmarks;

    GivenBookmarksStory(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, database.config()));
        Deliveries deliveries = new Deliveries(store, Clock.systemUTC());
        GroupMarks marks = new GroupMarks(jid -> jid.endsWith("@example.org") ? Optional.of(jid.substring(0, jid.indexOf('@')))
                : Optional.empty());
        groups = new Groups(store, deliveries, marks);
        bookmarks = new GivenBookmarks(store, deliveries, marks, user -> user + "@example.org");
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
        database.close();
    }

    @Test
    void whoIsInAGroupHasWhatTheGroupIsGiven() {
        await(groups.create(new Group("g", null, List.of("boss@example.org"), List.of("bob@example.org", "x@far.example"), null)));
        Changed made = await(bookmarks.create(room("lobby", false, List.of("ann"), List.of("g"))));
        assertEquals(Set.of(mark("ann"), mark("bob"), mark("boss")), Set.copyOf(made.marks()));
        long id = made.bookmark().bookmarkID();
        assertEquals(made.bookmark(), await(bookmarks.get(id)));
        Given seen = new Given(id, "group_chat", "lobby", "lobby@conference.example.org", List.of(new Property("autojoin", "true")));
        for (String user : List.of("ann", "bob", "boss")) {
            assertEquals(List.of(seen), await(bookmarks.to(user)));
        }
        assertEquals(List.of(), await(bookmarks.to("eve")));
        await(groups.leave("bob@example.org", List.of("g")));
        assertEquals(List.of(), await(bookmarks.to("bob")));
        await(groups.delete("g"));
        assertEquals(List.of(), await(bookmarks.to("boss")));
        assertEquals(List.of(), await(bookmarks.get(id)).groups(), "a group that is made anew is given nothing");
    }

    @Test
    void aChangeConcernsThoseBeforeAndThoseAfterIt() {
        long id = await(bookmarks.create(room("r", false, List.of("ann"), List.of()))).bookmark().bookmarkID();
        Changed changed = await(bookmarks.change(id, old -> room("r", false, List.of("bob"), List.of())));
        assertEquals(Set.of(mark("ann"), mark("bob")), Set.copyOf(changed.marks()));
        changed = await(bookmarks.change(id, old -> room("r", true, List.of(), List.of())));
        assertEquals(Set.of(mark("bob"), new Mark(GivenBookmarks.EVERYBODY, "")), Set.copyOf(changed.marks()));
        assertEquals(1, await(bookmarks.to("anybody")).size());
        assertEquals(List.of(new Mark(GivenBookmarks.EVERYBODY, "")), await(bookmarks.delete(id)));
        assertEquals("unknown-bookmark", refused(bookmarks.get(id)).problem().code());
    }

    @Test
    void aGroupThatIsNoneLeavesNothingBehind() {
        assertEquals("unknown-group", refused(bookmarks.create(room("r", false, List.of(), List.of("none")))).problem().code());
        assertEquals(List.of(), await(bookmarks.list(null, null)));
    }

    @Test
    void bookmarksAreListedInPages() {
        List<Long> ids = IntStream.range(0, 5).mapToObj(i -> await(bookmarks.create(room("r" + i, false, List.of(), List.of())))
                .bookmark().bookmarkID()).toList();
        assertEquals(ids, await(bookmarks.list(null, null)).stream().map(AdminBookmark::bookmarkID).toList());
        assertEquals(ids.subList(2, 4), await(bookmarks.list(2, ids.get(1))).stream().map(AdminBookmark::bookmarkID).toList());
    }

    @Test
    void whatWasDeliveredIsRemembered() {
        DeliveredBookmarks delivered = new DeliveredBookmarks(store);
        assertEquals(false, await(delivered.any()));
        await(delivered.put("ann", "r@c", new Delivered("x", State.BEGUN)));
        await(delivered.put("ann", "r@c", new Delivered("x", State.THERE)));
        await(delivered.put("ann", "s@c", new Delivered("", State.OWN)));
        assertEquals(Map.of("r@c", new Delivered("x", State.THERE), "s@c", new Delivered("", State.OWN)), await(delivered.of("ann")));
        await(delivered.remove("ann", "r@c"));
        assertEquals(true, await(delivered.any()));
        assertEquals(Map.of("s@c", new Delivered("", State.OWN)), await(delivered.of("ann")));
        assertEquals(Map.of(), await(delivered.of("bob")));
    }

    private static AdminBookmark room(String name, boolean global, List<String> users, List<String> groups) {
        return new AdminBookmark(null, "group_chat", name, name + "@conference.example.org", global, users, groups,
                List.of(new Property("autojoin", "true")));
    }

    private static Mark mark(String user) {
        return new Mark(GroupMarks.BOOKMARKS, user);
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
