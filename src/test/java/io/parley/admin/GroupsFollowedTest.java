package io.parley.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.admin.delivery.Courier;
import io.parley.admin.delivery.Delivery;
import io.parley.admin.group.GroupResource;
import io.parley.admin.group.MemberNames;
import io.parley.admin.group.RoomsFollowing;
import io.parley.admin.room.GroupFollower;
import io.parley.bus.AdminAsk;
import io.parley.bus.Caller;
import io.parley.bus.GroupCommand;
import io.parley.bus.GroupCommand.ChangeGroup;
import io.parley.bus.GroupCommand.CreateGroup;
import io.parley.bus.GroupCommand.DeleteGroup;
import io.parley.bus.GroupCommand.LeaveGroups;
import io.parley.bus.GroupReply.Group;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.config.Config;
import io.parley.store.Deliveries;
import io.parley.store.GroupMarks;
import io.parley.store.Groups;
import io.parley.store.RoomGroups;
import io.parley.store.RoomGroups.Grant;
import io.parley.store.Store;
import io.parley.support.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a group's change when the rooms refuse in the middle of it. */
class GroupsFollowedTest {
    private static final String BOB = "bob@example.org";
    private static final String CAROL = "carol@example.org";
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(Clock.systemUTC().instant());
    private final Rooms rooms = new Rooms();
    private final AdminTable table = new AdminTable();
    private Store store;
    private Groups groups;
    private Courier courier;

    /** Rooms that do not follow for one of the users, as long as it is said so. */
    private static final class Rooms implements GroupFollower {
        private final List<String> told = new ArrayList<>();
        private String refused = "";
        private Future<Void> held = Future.succeededFuture();

        @Override
        public Future<Void> memberAdded(String group, String jid) {
            return tell("+" + jid, jid);
        }

        @Override
        public Future<Void> memberRemoved(String group, String jid) {
            return tell("-" + jid, jid);
        }

        @Override
        public Future<Void> membersChanged(String group, Supplier<Future<?>> progress) {
            return tell("*" + group, group);
        }

        @Override
        public Future<Void> groupDeleted(String group, Supplier<Future<?>> progress) {
            return tell("x" + group, group);
        }

        private synchronized Future<Void> tell(String what, String whom) {
            if (whom.equals(refused)) {
                return Future.failedFuture(Problem.refused("not-allowed", "The room does not let Parley.").exception());
            }
            told.add(what);
            return held;
        }

        private synchronized List<String> told() {
            List<String> all = List.copyOf(told);
            told.clear();
            return all;
        }
    }

    @BeforeEach
    void open() {
        store = await(Store.open(vertx, new Config.Store("jdbc:h2:mem:followed;DB_CLOSE_DELAY=-1", Optional.empty(), Optional.empty())));
        Deliveries deliveries = new Deliveries(store, now::get);
        MemberNames names = new MemberNames("example.org");
        groups = new Groups(store, deliveries, new GroupMarks(names::user));
        await(new RoomGroups(store).add(new Grant("lobby@conference.example.org", "member", "g")));
        Map<String, Delivery> byKind = new HashMap<>(new RoomsFollowing(groups, rooms, deliveries).deliveries());
        byKind.put(GroupMarks.BOOKMARKS, user -> Future.succeededFuture());
        courier = new Courier(deliveries, byKind);
        new GroupResource(groups, names, user -> Future.succeededFuture(true), courier).serve(table);
    }

    @AfterEach
    void close() {
        await(store.ask(client -> client.query("drop all objects").execute()));
        await(store.close());
        await(vertx.close());
    }

    @Test
    void theChangeStaysTheAnswerSaysSoAndTheCourierGoesOn() {
        rooms.refused = CAROL;
        Problem problem = refused(new CreateGroup(group(BOB, CAROL)));
        assertEquals(422, problem.status());
        assertTrue(problem.extension().get("done").toString().contains("was created"), problem.extension().toString());
        assertEquals(List.of(BOB, CAROL), await(groups.get("g")).members());
        assertEquals(List.of("+" + BOB), rooms.told());

        await(courier.settleDue());
        assertEquals(List.of(), rooms.told(), "not yet");
        rooms.refused = "";
        pass(60);
        await(courier.settleDue());
        assertEquals(List.of("+" + CAROL), rooms.told());
        pass(3600);
        await(courier.settleDue());
        assertEquals(List.of(), rooms.told(), "once is enough");
    }

    @Test
    void theSameAskedForAgainGoesOnWhereItStopped() {
        rooms.refused = CAROL;
        refused(new CreateGroup(group(BOB, CAROL)));
        rooms.told();
        refused(new ChangeGroup("g", group(BOB, CAROL)));
        rooms.refused = "";
        await(ask(new ChangeGroup("g", group(BOB, CAROL))));
        assertEquals(List.of("+" + CAROL), rooms.told());
    }

    @Test
    void whatIsToldLateIsWhatIsTrueThen() {
        rooms.refused = CAROL;
        refused(new CreateGroup(group(CAROL)));
        refused(new LeaveGroups("carol", List.of("g")));
        rooms.refused = "";
        pass(60);
        await(courier.settleDue());
        assertEquals(List.of("-" + CAROL), rooms.told());
    }

    @Test
    void aGroupThatIsDeletedKeepsItsNameUntilRoomsHaveLetGo() {
        await(ask(new CreateGroup(group(BOB))));
        rooms.refused = "g";
        assertTrue(refused(new DeleteGroup("g")).extension().get("done").toString().contains("was deleted"));
        assertEquals("group-ending", refused(new CreateGroup(group(BOB))).code());
        rooms.refused = "";
        pass(60);
        await(courier.settleDue());
        await(ask(new CreateGroup(group(BOB))));
        assertEquals(List.of("+" + BOB, "xg", "+" + BOB), rooms.told());
    }

    @Test
    void manyAreNotWaitedForAndRoomsAreLookedAtOnce() {
        String[] many = IntStream.range(0, 5000).mapToObj(i -> "u" + i + "@example.org").toArray(String[]::new);
        rooms.refused = "g";
        await(ask(new CreateGroup(group(many))));
        await(ask(new DeleteGroup("g")));
        rooms.refused = "";
        Eventually.get(() -> {
            pass(60);
            await(courier.settleDue());
            return await(new Deliveries(store, now::get).count());
        }, left -> left == 0);
        assertEquals(Set.of("*g", "xg"), Set.copyOf(rooms.told()));
    }

    @Test
    void whatIsBeingDeliveredHoldsUpNothingElse() {
        Promise<Void> slow = Promise.promise();
        rooms.held = slow.future();
        String[] many = IntStream.range(0, 60).mapToObj(i -> "u" + i + "@example.org").toArray(String[]::new);
        await(ask(new CreateGroup(group(many))));
        pass(60);
        await(courier.settleDue());
        slow.complete();
        await(courier.settle(await(new Deliveries(store, now::get).due(10))));
        assertEquals(List.of("*g"), rooms.told());
    }

    private static Group group(String... members) {
        return new Group("g", null, List.of(), List.of(members), null);
    }

    private void pass(int seconds) {
        now.updateAndGet(before -> before.plusSeconds(seconds));
    }

    private Future<?> ask(GroupCommand command) {
        return table.carryOut(new AdminAsk(Caller.master(), "127.0.0.1", command));
    }

    private Problem refused(GroupCommand command) {
        return assertThrows(ProblemException.class, () -> await(ask(command))).problem();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
