package io.parley.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.admin.delivery.Courier;
import io.parley.admin.group.RoomsFollowing;
import io.parley.admin.room.FakeRooms;
import io.parley.admin.room.RoomAdministration;
import io.parley.bus.AdminAsk;
import io.parley.bus.Caller;
import io.parley.bus.GroupReply.Group;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.RoomCommand;
import io.parley.bus.RoomCommand.AffiliateGroup;
import io.parley.bus.RoomCommand.ChangeChatRoom;
import io.parley.bus.RoomCommand.MakeChatRoom;
import io.parley.bus.RoomCommand.PutAffiliates;
import io.parley.bus.RoomReply.ChatRoom;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.store.Deliveries;
import io.parley.store.GroupMarks;
import io.parley.store.Groups;
import io.parley.store.RoomGroups;
import io.parley.store.Store;
import io.parley.support.Await;
import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** What a problem says was done when a room refuses in the middle of a change, and what follows of itself. */
class RoomsPartlyDoneTest {
    private static final String ANN = "ann@example.org";
    private static final String BEN = "ben@example.org";
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(Clock.systemUTC().instant());
    private final FakeRooms rooms = new FakeRooms();
    private final AdminTable table = new AdminTable();
    private Store store;
    private Courier courier;

    @BeforeEach
    void open() {
        store = Await.await(Store.open(vertx, new Config.Store("jdbc:h2:mem:partly" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
                Optional.empty(), Optional.empty())));
        Deliveries deliveries = new Deliveries(store, now::get);
        Groups groups = new Groups(store, deliveries, new GroupMarks(jid -> Optional.empty()));
        RoomAdministration administration = new RoomAdministration(rooms, JidCreate.entityBareFromOrThrowUnchecked("admin@example.org"),
                "conference", new RoomGroups(store), name -> groups.get(name).map(Group::members), deliveries, new ManualTimers(),
                new Secrets(new Random(1)), now::get);
        courier = new Courier(deliveries, new RoomsFollowing(groups, administration.follower(), deliveries).deliveries());
        administration.resources().forEach(resource -> resource.serve(table));
        Await.await(groups.create(new Group("day", "", List.of(), List.of(ANN, BEN), false)));
    }

    @AfterEach
    void close() {
        Await.await(store.close());
        Await.await(vertx.close());
    }

    private static ChatRoom lobby(String field, Object value) {
        return new JsonObject().put("roomName", "lobby").put("naturalName", "Lobby").put("persistent", true).put(field, value)
                .mapTo(ChatRoom.class);
    }

    private Future<?> ask(RoomCommand command) {
        return table.carryOut(new AdminAsk(Caller.master(), "127.0.0.1", command));
    }

    private Problem refusal(RoomCommand command) {
        return Await.await(ask(command).transform(ended -> Future.succeededFuture(((ProblemException) ended.cause()).problem())));
    }

    private static Object done(Problem problem) {
        return problem.extension() == null ? null : problem.extension().get("done");
    }

    @Test
    void aRoomIsThereAndChangedAlthoughSomebodyCannotBeInvited() {
        rooms.refuse(stanza -> stanza instanceof Message);
        Problem made = refusal(new MakeChatRoom(null, lobby("members", JsonArray.of(ANN)), true));
        assertEquals("not-allowed", made.condition());
        assertEquals(List.of("created"), done(made));
        assertEquals(List.of("changed"), done(refusal(new ChangeChatRoom("lobby", null, lobby("admins", JsonArray.of(BEN)), true))));
        assertEquals(MUCAffiliation.admin, rooms.affiliations("lobby").get(BEN));
    }

    @Test
    void aRoomThatCouldNotBeMadeHasNothingDone() {
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "member"));
        ChatRoom asked = new JsonObject().put("roomName", "lobby").put("owners", JsonArray.of("cid@example.org"))
                .put("memberGroups", JsonArray.of("day")).mapTo(ChatRoom.class);
        assertNull(done(refusal(new MakeChatRoom(null, asked, false))));
    }

    @Test
    void aListThatIsGivenInPartSaysToWhom() {
        Await.await(ask(new MakeChatRoom(null, lobby("members", JsonArray.of("cid@example.org")), false)));
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "admin") && rooms.affiliations("lobby").containsValue(MUCAffiliation.admin));
        assertEquals(List.of(ANN), done(refusal(new PutAffiliates("lobby", null, "admin", List.of(ANN, BEN), false, false))));
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "none"));
        assertEquals(List.of(BEN), done(refusal(new PutAffiliates("lobby", null, "member", List.of(BEN), true, false))));
        rooms.refuse(stanza -> stanza instanceof Message);
        assertEquals(List.of(BEN), done(refusal(new PutAffiliates("lobby", null, "owner", List.of(BEN), false, true))));
    }

    @Test
    void whomOfAGroupTheRoomWasNotToldOfIsToldOfLater() {
        Await.await(ask(new MakeChatRoom(null, lobby("owners", JsonArray.of("cid@example.org")), false)));
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "admin") && rooms.affiliations("lobby").containsValue(MUCAffiliation.admin));
        assertEquals(List.of("The group day has the affiliation. Some member does not have it yet; Parley keeps trying."),
                done(refusal(new AffiliateGroup("lobby", null, "admin", "day", false))));
        assertNull(rooms.affiliations("lobby").get(BEN));
        rooms.refuse(stanza -> false);
        now.updateAndGet(before -> before.plusSeconds(60));
        Await.await(courier.settleDue());
        assertEquals(MUCAffiliation.admin, rooms.affiliations("lobby").get(BEN));
    }

    @Test
    void aGroupHasWhatItWasGivenAlthoughNobodyOfItCanBeInvited() {
        Await.await(ask(new MakeChatRoom(null, lobby("owners", JsonArray.of("cid@example.org")), false)));
        rooms.refuse(stanza -> stanza instanceof Message);
        assertEquals(List.of("The group day has the affiliation."),
                done(refusal(new AffiliateGroup("lobby", null, "member", "day", true))));
        assertNull(done(refusal(new AffiliateGroup("lobby", null, "member", "night", true))));
    }
}
