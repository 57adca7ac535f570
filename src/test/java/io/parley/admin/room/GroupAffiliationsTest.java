package io.parley.admin.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.config.Config;
import io.parley.store.Deliveries;
import io.parley.store.RoomGroups;
import io.parley.store.Store;
import io.parley.support.Await;
import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jivesoftware.smackx.muc.packet.MUCAdmin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** Groups in rooms, when rooms refuse in the middle; and after whatever happened, that everybody has what they should. */
class GroupAffiliationsTest {
    private static final List<String> PEOPLE = List.of("ann@example.org", "ben@example.org", "cid@example.org");
    private static final List<String> GROUPS = List.of("day", "night");
    private static final EntityBareJid LOBBY = JidCreate.entityBareFromOrThrowUnchecked("lobby@conference.example.org");
    private final Vertx vertx = Vertx.vertx();
    private final FakeRooms rooms = new FakeRooms();
    private final RoomTurns turns = new RoomTurns();
    private final Map<String, Set<String>> members = new HashMap<>();
    private Store store;
    private GroupAffiliations groups;

    @BeforeEach
    void open() {
        store = Await.await(Store.open(vertx, new Config.Store("jdbc:h2:mem:groups" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
                Optional.empty(), Optional.empty())));
        groups = new GroupAffiliations(new RoomQueries(rooms, new ManualTimers()), new RoomGroups(store), this::jidsOf,
                new Deliveries(store, Clock.systemUTC()), turns);
        rooms.rooms.put(LOBBY.toString(), new FakeRooms.Kept());
        GROUPS.forEach(group -> members.put(group, new TreeSet<>()));
    }

    @AfterEach
    void close() {
        Await.await(store.close());
        Await.await(vertx.close());
    }

    private Future<List<String>> jidsOf(String group) {
        return members.containsKey(group) ? Future.succeededFuture(List.copyOf(members.get(group)))
                : Future.failedFuture(Problem.notFound("unknown-group", "There is none.").exception());
    }

    private MUCAffiliation of(String jid) {
        return rooms.room("lobby").affiliations.getOrDefault(jid, MUCAffiliation.none);
    }

    /** Waits for the end, however it is. */
    private static boolean done(Future<?> future) {
        return Await.await(future.transform(ended -> Future.succeededFuture(ended.succeeded())));
    }

    @Test
    void whatFailedIsMadeGoodWhenItIsToldAgain() {
        members.get("day").add(PEOPLE.get(0));
        Await.await(groups.add(LOBBY, MUCAffiliation.member, "day", new Progress()));
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "admin"));
        assertTrue(!done(groups.add(LOBBY, MUCAffiliation.admin, "day", new Progress())));
        assertEquals(MUCAffiliation.member, of(PEOPLE.get(0)));
        rooms.refuse(stanza -> false);
        members.get("day").clear();
        Await.await(groups.memberRemoved("day", PEOPLE.get(0)));
        assertEquals(MUCAffiliation.none, of(PEOPLE.get(0)), "what the group gave before is not taken for direct");
    }

    @Test
    void whenManyChangeEverybodyIsLookedAtInOneReadingOfTheRoom() {
        members.get("day").addAll(PEOPLE);
        Await.await(groups.add(LOBBY, MUCAffiliation.member, "day", new Progress()));
        members.get("day").removeAll(PEOPLE.subList(0, 2));
        AtomicInteger lists = new AtomicInteger();
        rooms.refuse(stanza -> {
            lists.addAndGet(stanza instanceof MUCAdmin admin && admin.getType() == IQ.Type.get ? 1 : 0);
            return FakeRooms.gives(stanza, "none") && ((MUCAdmin) stanza).getItems().get(0).getJid().toString().equals(PEOPLE.get(0));
        });
        assertTrue(!done(groups.membersChanged("day", Future::succeededFuture)));
        assertEquals(List.of(MUCAffiliation.member, MUCAffiliation.none, MUCAffiliation.member), PEOPLE.stream().map(this::of).toList(),
                "whoever the room refuses holds up nobody");
        assertEquals(Standing.LISTED.size(), lists.get());
        rooms.refuse(stanza -> false);
        Await.await(groups.membersChanged("day", Future::succeededFuture));
        assertEquals(MUCAffiliation.none, of(PEOPLE.get(0)));
    }

    @Test
    void manyAreSettledInPartsBetweenWhichTheRoomIsFree() {
        Await.await(groups.add(LOBBY, MUCAffiliation.member, "day", new Progress()));
        IntStream.range(0, 450).forEach(i -> members.get("day").add("m" + i + "@example.org"));
        List<Integer> there = new ArrayList<>();
        Await.await(groups.membersChanged("day", () -> {
            there.add(rooms.room("lobby").affiliations.size());
            return turns.next(LOBBY, Future::succeededFuture);
        }));
        assertEquals(List.of(0, 200, 400), there);
        assertEquals(450, rooms.room("lobby").affiliations.size());
    }

    @Test
    void whoJoinsWhileARoomIsGivenTheGroupHasTheirsToo() {
        AtomicInteger asked = new AtomicInteger();
        GroupMembers joining = group -> {
            Future<List<String>> now = jidsOf(group);
            if (asked.getAndIncrement() == 0) {
                members.get(group).add(PEOPLE.get(0)); // behind the question, and before the room is known to name the group
            }
            return now;
        };
        GroupAffiliations slow = new GroupAffiliations(new RoomQueries(rooms, new ManualTimers()), new RoomGroups(store), joining,
                new Deliveries(store, Clock.systemUTC()), turns);
        Await.await(slow.add(LOBBY, MUCAffiliation.member, "day", new Progress()));
        assertEquals(MUCAffiliation.member, of(PEOPLE.get(0)));
    }

    @Test
    void aGroupThatIsDeletedIsForgottenRoomByRoom() {
        members.get("day").add(PEOPLE.get(0));
        Await.await(groups.add(LOBBY, MUCAffiliation.member, "day", new Progress()));
        members.remove("day");
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "none"));
        assertTrue(!done(groups.groupDeleted("day", Future::succeededFuture)));
        rooms.refuse(stanza -> false);
        Await.await(groups.groupDeleted("day", Future::succeededFuture));
        assertEquals(MUCAffiliation.none, of(PEOPLE.get(0)));
        assertEquals(List.of(), Await.await(groups.of(LOBBY)));
    }

    @Test
    void whatIsTakenFromAGroupOnlyInPartIsTakenWhenItIsAskedForAgain() {
        members.get("day").addAll(PEOPLE.subList(0, 2));
        Await.await(groups.add(LOBBY, MUCAffiliation.owner, "day", new Progress()));
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "none") && rooms.room("lobby").affiliations.size() == 1);
        assertTrue(!done(groups.remove(LOBBY, MUCAffiliation.owner, "day")));
        assertEquals(1, rooms.room("lobby").affiliations.size(), "the first has lost it, the second has not");
        rooms.refuse(stanza -> false);
        assertTrue(Await.await(groups.remove(LOBBY, MUCAffiliation.owner, "day")));
        assertEquals(Map.of(), rooms.room("lobby").affiliations);
        assertFalse(Await.await(groups.remove(LOBBY, MUCAffiliation.owner, "day")));
    }

    @Test
    void aRoomThatIsGoneIsForgotten() {
        Await.await(groups.add(LOBBY, MUCAffiliation.member, "day", new Progress()));
        rooms.rooms.clear();
        Await.await(groups.memberAdded("day", PEOPLE.get(0)));
        assertEquals(List.of(), Await.await(groups.of(LOBBY)));
    }

    /** A hundred steps at random, some refused; a model of what is direct and what groups give says what must come of them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void whateverHappensEverybodyHasWhatIsTheirsInTheEnd(int seed) {
        Random random = new Random(seed);
        Map<String, MUCAffiliation> direct = new HashMap<>();
        Map<String, Set<MUCAffiliation>> given = new HashMap<>();
        GROUPS.forEach(group -> given.put(group, new TreeSet<>()));
        for (int step = 0; step < 100; step++) {
            String who = PEOPLE.get(random.nextInt(PEOPLE.size()));
            String group = GROUPS.get(random.nextInt(GROUPS.size()));
            MUCAffiliation what = Standing.LISTED.get(random.nextInt(Standing.LISTED.size()));
            switch (random.nextInt(4)) {
                case 0 -> {
                    direct.put(who, random.nextBoolean() ? what : MUCAffiliation.none);
                    Standing standing = Await.await(groups.standing(LOBBY));
                    Await.await(groups.direct(LOBBY, standing, who, direct.get(who)));
                }
                case 1 -> {
                    given.get(group).add(what);
                    Await.await(groups.add(LOBBY, what, group, new Progress()));
                }
                case 2 -> {
                    given.get(group).remove(what);
                    Await.await(groups.remove(LOBBY, what, group));
                }
                default -> changeMember(random, who, group);
            }
        }
        for (String who : PEOPLE) {
            List<MUCAffiliation> through = GROUPS.stream().filter(group -> members.get(group).contains(who))
                    .flatMap(group -> given.get(group).stream()).toList();
            assertEquals(Standing.highest(direct.getOrDefault(who, MUCAffiliation.none), through), of(who), who);
            assertEquals(direct.getOrDefault(who, MUCAffiliation.none), Await.await(groups.standing(LOBBY)).directOf(who), who);
        }
    }

    /** Every third time the room refuses first, and it is told again, as the courier does. */
    private void changeMember(Random random, String who, String group) {
        boolean joins = members.get(group).add(who);
        if (!joins) {
            members.get(group).remove(who);
        }
        rooms.refuse(stanza -> random.nextInt(3) == 0 && Standing.LISTED.stream().anyMatch(one -> FakeRooms.gives(stanza, one.name())));
        done(joins ? groups.memberAdded(group, who) : groups.memberRemoved(group, who));
        rooms.refuse(stanza -> false);
        Await.await(joins ? groups.memberAdded(group, who) : groups.memberRemoved(group, who));
    }
}
