package io.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.BookmarkReply.AdminBookmark;
import io.parley.bus.GroupReply.Group;
import io.parley.bus.GroupReply.Listed;
import io.parley.bus.ProblemException;
import io.parley.store.Deliveries.Mark;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is promised of groups and of the marks that their changes leave, on whichever database. */
abstract class GroupsStory {
    private static final String BOB = "bob@example.org";
    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final AtomicReference<Instant> now = new AtomicReference<>(Clock.systemUTC().instant());
    private Store store;
    private Deliveries deliveries;
    private Groups groups;

    GroupsStory(Database database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, database.config()));
        deliveries = new Deliveries(store, now::get);
        groups = new Groups(store, deliveries, new GroupMarks(jid -> jid.endsWith("@example.org")
                ? Optional.of(jid.substring(0, jid.indexOf('@'))) : Optional.empty()));
    }

    @AfterEach
    void close() {
        await(store.close());
        await(vertx.close());
        database.close();
    }

    @Test
    void aGroupIsMadeChangedAndDeleted() {
        Group made = new Group("nurses <&> 😀", "The night", List.of("alice@example.org"), List.of(BOB, "x@far.example"), true);
        await(groups.create(made));
        assertEquals(made, await(groups.get(made.name())));
        assertEquals("group-exists", refused(groups.create(made)).problem().code());
        await(groups.change(made.name(), new Group(null, "The day", null, List.of("carol@example.org", "alice@example.org"), null)));
        assertEquals(new Group(made.name(), "The day", List.of("alice@example.org"), List.of("carol@example.org"), true),
                await(groups.get(made.name())), "what is left out stays, and an admin is no member besides");
        await(groups.delete(made.name()));
        for (Future<?> asked : List.of(groups.get(made.name()), groups.delete(made.name()), groups.change(made.name(), made),
                groups.join(BOB, List.of(made.name())), groups.leave(BOB, List.of(made.name())))) {
            assertEquals("unknown-group", refused(asked).problem().code());
        }
    }

    @Test
    void groupsAreListedInPages() {
        IntStream.range(0, 5).forEach(i -> await(groups.create(group("g" + i))));
        assertEquals(5, await(groups.list(null, null)).size());
        assertEquals(List.of(new Listed("g2", null, false), new Listed("g3", null, false)), await(groups.list(2, "g1")));
        assertEquals(List.of(), await(groups.list(2, "g4")));
    }

    @Test
    void aUserIsPutIntoAllOfTheGroupsOrNone() {
        await(groups.create(group("a")));
        await(groups.create(group("b")));
        assertEquals("unknown-group", refused(groups.join(BOB, List.of("a", "nowhere"))).problem().code());
        assertEquals(List.of(), await(groups.of(BOB)));
        await(groups.join(BOB, List.of("b", "a", "b")));
        await(groups.join(BOB, List.of("a")));
        assertEquals(List.of("a", "b"), await(groups.of(BOB)));
        assertEquals("unknown-group", refused(groups.leave(BOB, List.of("a", "nowhere"))).problem().code());
        await(groups.leave(BOB, List.of("a")));
        await(groups.leave(BOB, List.of("a")));
        assertEquals(List.of("b"), await(groups.of(BOB)));
    }

    @Test
    void ofTwoWhoChangeAGroupAtOnceOneWordStandsWhole() {
        await(groups.create(group("g")));
        List<Group> words = IntStream.range(0, 8).mapToObj(i -> new Group("g", "word " + i, List.of("admin" + i + "@example.org"),
                IntStream.range(0, 20).mapToObj(j -> "m" + i + "-" + (10 + j) + "@example.org").toList(), i % 2 == 0)).toList();
        List<Future<?>> changes = new ArrayList<>();
        words.forEach(word -> changes.add(groups.change("g", word)));
        await(Future.join(changes));
        assertTrue(words.contains(await(groups.get("g"))), "no mixture");
    }

    @Test
    void whoIsPutInAtOnceIsInIt() {
        await(groups.create(group("g")));
        List<Future<?>> joins = new ArrayList<>();
        IntStream.range(0, 8).forEach(i -> joins.add(groups.join("u" + i + "@example.org", List.of("g"))));
        IntStream.range(0, 4).forEach(i -> joins.add(groups.join("u0@example.org", List.of("g"))));
        await(Future.join(joins));
        assertEquals(8, await(groups.get("g")).members().size());
    }

    @Test
    void aGroupHasManyMembers() {
        List<String> many = IntStream.range(0, 1500).mapToObj(i -> "user" + (1000 + i) + "@example.org").sorted().toList();
        await(groups.create(new Group("g", null, List.of(), many, null)));
        assertEquals(many, await(groups.get("g")).members());
        await(groups.change("g", new Group("g", null, null, many.subList(0, 3), null)));
        assertEquals(many.subList(0, 3), await(groups.get("g")).members());
    }

    @Test
    void aChangeLeavesMarksUntilTheyAreSettled() {
        Mark member = new Mark(GroupMarks.MEMBER, "g\n" + BOB);
        Mark bookmarks = new Mark(GroupMarks.BOOKMARKS, "bob");
        await(groups.create(group("g")));
        followed("g");
        assertEquals(List.of(member, bookmarks), await(groups.join(BOB, List.of("g"))).marks());
        assertEquals(List.of(), await(deliveries.due(10)), "whoever made the change delivers it first");
        pass(Duration.ofSeconds(20));
        assertEquals(2, await(deliveries.due(10)).size());
        String token = await(deliveries.token(member)).orElseThrow();
        assertEquals(List.of(member), await(groups.change("g", new Group("g", "d", null, null, null))).marks(),
                "what is still owed, once more");
        await(groups.leave(BOB, List.of("g")));
        assertEquals(false, await(deliveries.settled(member, token)), "an older state was delivered");
        assertEquals(true, await(deliveries.settled(member, await(deliveries.token(member)).orElseThrow())));
        assertEquals(Optional.empty(), await(deliveries.token(member)));
    }

    @Test
    void whereNothingFollowsNothingIsMarked() {
        await(groups.create(new Group("g", null, List.of(), List.of(BOB), null)));
        await(groups.create(group("other")));
        followed("other");
        await(groups.change("g", new Group("g", null, List.of(BOB), List.of("carol@example.org"), null)));
        await(groups.leave(BOB, List.of("g")));
        assertEquals(0, await(deliveries.count()));
    }

    @Test
    void aGroupThatARoomNamedBeforeItWasThereIsFollowed() {
        granted("g");
        assertEquals(List.of(new Mark(GroupMarks.MEMBER, "g\n" + BOB)),
                await(groups.create(new Group("g", null, List.of(), List.of(BOB), null))).awaited());
    }

    @Test
    void manyAreOneMarkForRoomsAndNobodyWaits() {
        List<String> many = IntStream.range(0, 1500).mapToObj(i -> "user" + i + "@example.org").toList();
        await(groups.create(group("g")));
        followed("g");
        for (List<String> members : List.of(many, many.subList(0, 700), many)) {
            Following following = await(groups.change("g", new Group("g", null, null, members, null)));
            assertEquals(new Mark(GroupMarks.MEMBER, "g\n"), following.later().get(0));
            assertEquals(List.of(), following.awaited());
            assertEquals(1501, await(deliveries.count()));
        }
        assertEquals(List.of(), await(groups.change("g", new Group("g", "d", null, null, null))).awaited(), "what is owed is as much");
        assertEquals(1501, await(groups.delete("g")).later().size());
        pass(Duration.ofSeconds(15));
        assertEquals(1502, Set.copyOf(await(deliveries.due(2000))).size());
    }

    @Test
    void whoMarkTheSameAtOnceDoNotHoldEachOtherUp() {
        List<Mark> all = IntStream.range(0, 300).mapToObj(i -> new Mark("any", "thing " + i)).toList();
        List<Future<?>> marking = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Mark> some = new ArrayList<>(all.subList(40 * i, 300));
            Collections.shuffle(some, new Random(i));
            marking.add(deliveries.mark(some));
        }
        await(Future.join(marking));
        assertEquals(300, await(deliveries.count()));
    }

    private void granted(String group) {
        await(new RoomGroups(store).add(new RoomGroups.Grant("lobby@conference.example.org", "member", group)));
    }

    /** A room gives the group something, and it is given a bookmark. */
    private void followed(String group) {
        granted(group);
        await(new GivenBookmarks(store, deliveries, new GroupMarks(jid -> Optional.empty()), user -> user).create(
                new AdminBookmark(null, "url", "n", "https://example.org/", false, List.of(), List.of(group), List.of())));
    }

    @Test
    void whatCannotBeDeliveredIsTriedLessAndLessOften() {
        Mark mark = new Mark("any", "thing");
        await(deliveries.mark(List.of(mark, mark)));
        for (int wait : new int[] {15, 30, 60, 120, 240, 480, 960, 960}) {
            await(deliveries.postponed(mark));
            pass(Duration.ofSeconds(wait - 1));
            assertEquals(List.of(), await(deliveries.due(10)));
            pass(Duration.ofSeconds(1));
            assertEquals(List.of(mark), await(deliveries.due(10)));
        }
    }

    @Test
    void oneNodeHasAMarkInHandUntilItLetsGoOrIsLongGone() {
        Mark mark = new Mark("any", "thing");
        assertEquals(Optional.empty(), await(deliveries.claim(mark)), "nothing to do");
        await(deliveries.mark(List.of(mark)));
        assertTrue(await(deliveries.claim(mark)).isPresent());
        assertEquals(Optional.empty(), await(deliveries.claim(mark)));
        await(deliveries.mark(List.of(mark)));
        assertEquals(Optional.empty(), await(deliveries.claim(mark)), "whoever has it in hand sees that it has changed");
        await(deliveries.postponed(mark));
        assertTrue(await(deliveries.claim(mark)).isPresent());
        pass(Duration.ofMinutes(1));
        await(deliveries.hold(mark));
        pass(Duration.ofMinutes(1));
        assertEquals(Optional.empty(), await(deliveries.claim(mark)), "held for longer");
        pass(Duration.ofMinutes(3));
        assertTrue(await(deliveries.claim(mark)).isPresent());
    }

    @Test
    void aNameIsFreeOnlyWhenRoomsHaveLetGoOfTheGroupThatHadIt() {
        await(groups.create(group("g")));
        List<Mark> marks = await(groups.delete("g")).marks();
        assertEquals(List.of(new Mark(GroupMarks.DELETED, "g")), marks);
        assertEquals("group-ending", refused(groups.create(group("g"))).problem().code());
        await(deliveries.settled(marks.get(0), await(deliveries.token(marks.get(0))).orElseThrow()));
        await(groups.create(group("g")));
    }

    private static Group group(String name) {
        return new Group(name, null, List.of(), List.of(), null);
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
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
