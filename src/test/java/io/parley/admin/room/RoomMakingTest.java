package io.parley.admin.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.store.Deliveries;
import io.parley.store.RoomGroups;
import io.parley.store.Store;
import io.parley.support.Await;
import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jivesoftware.smackx.muc.packet.MUCOwner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** Making and changing rooms, when something is refused in the middle or never answered. */
class RoomMakingTest {
    private static final EntityBareJid LOBBY = JidCreate.entityBareFromOrThrowUnchecked("lobby@conference.example.org");
    private final Vertx vertx = Vertx.vertx();
    private final FakeRooms rooms = new FakeRooms();
    private final ManualTimers timers = new ManualTimers();
    private Store store;
    private RoomMaking making;
    private RoomChanging changing;

    @BeforeEach
    void open() {
        store = Await.await(Store.open(vertx, new Config.Store("jdbc:h2:mem:rooms" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
                Optional.empty(), Optional.empty())));
        RoomQueries queries = new RoomQueries(rooms, timers);
        GroupAffiliations groups = new GroupAffiliations(queries, new RoomGroups(store), RoomMakingTest::jidsOf,
                new Deliveries(store, Clock.systemUTC()), new RoomTurns());
        RoomLists lists = new RoomLists(groups, LOBBY.asDomainBareJid(), "admin@example.org");
        RoomVisits visits = new RoomVisits(rooms, timers);
        RoomStay stay = new RoomStay(queries, visits, new Secrets(new Random(1)));
        making = new RoomMaking(queries, visits, stay, lists);
        changing = new RoomChanging(queries, visits, stay, lists);
    }

    @AfterEach
    void close() {
        Await.await(store.close());
        Await.await(vertx.close());
    }

    private static Future<List<String>> jidsOf(String group) {
        return group.equals("day") ? Future.succeededFuture(List.of())
                : Future.failedFuture(Problem.notFound("unknown-group", "There is none.").exception());
    }

    private static JsonObject lobby() {
        return new JsonObject().put("persistent", true).put("naturalName", "Lobby").put("subject", "Hello")
                .put("owners", JsonArray.of("ann@example.org")).put("members", JsonArray.of("ben@example.org"));
    }

    private Problem refusal(Future<?> future) {
        return Await.await(future.transform(ended -> Future.succeededFuture(((ProblemException) ended.cause()).problem())));
    }

    @Test
    void aRoomIsThereAsItWasWantedAndNobodyIsInIt() {
        Await.await(making.make(LOBBY, lobby()));
        FakeRooms.Kept made = rooms.room("lobby");
        assertTrue(made.persistent() && made.inside.isEmpty());
        assertEquals("Hello", made.subject);
        assertEquals(MUCAffiliation.owner, made.affiliations.get("ann@example.org"));
        assertEquals("room-exists", refusal(making.make(LOBBY, lobby())).code());
    }

    @Test
    void aTemporaryRoomIsThereToo() {
        Await.await(making.make(LOBBY, lobby().put("persistent", false)));
        assertFalse(rooms.room("lobby").persistent());
    }

    @Test
    void aRoomOfWhichSomethingIsRefusedIsGone() {
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "member"));
        assertEquals("not-allowed", refusal(making.make(LOBBY, lobby())).condition());
        assertNull(rooms.room("lobby"));
    }

    @Test
    void aRoomThatCannotEvenBeDestroyedIsTemporaryAndLeft() {
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "member") || stanza instanceof MUCOwner owner && owner.getDestroy() != null);
        assertEquals("not-allowed", refusal(making.make(LOBBY, lobby())).condition());
        assertNull(rooms.room("lobby"));
    }

    @Test
    void aSubjectThatIsNeverReflectedTakesTheRoomAway() {
        rooms.ignore(stanza -> stanza instanceof Message);
        Future<Void> made = making.make(LOBBY, lobby());
        Await.await(sent());
        timers.pass(Duration.ofSeconds(11));
        assertEquals(504, refusal(made).status());
        assertNull(rooms.room("lobby"));
    }

    /** The steps before it ask the database, which answers on a thread of its own. */
    private Future<Long> sent() {
        return vertx.timer(500).map(0L);
    }

    @Test
    void whoNeverHearsThatTheyEnteredLeavesAllTheSame() {
        rooms.ignore(stanza -> stanza instanceof Presence presence && presence.getType() == Presence.Type.available);
        Future<Void> made = making.make(LOBBY, lobby());
        Await.await(sent());
        rooms.lose();
        assertEquals(503, refusal(made).status());
        assertNull(rooms.room("lobby"));
    }

    @Test
    void aRoomThatNobodyReachesKeepsItsGroups() {
        Await.await(making.make(LOBBY, lobby().put("memberGroups", JsonArray.of("day"))));
        rooms.away(true);
        assertEquals("service-unavailable", refusal(making.make(LOBBY, lobby())).condition());
        assertEquals(List.of("day"), grants());
        rooms.away(false);
        assertEquals("room-exists", refusal(making.make(LOBBY, lobby())).code());
        assertEquals(List.of("day"), grants());
    }

    @Test
    void aRoomThatIsMadeAnewHasNothingOfTheOneBefore() {
        Await.await(making.make(LOBBY, lobby().put("memberGroups", JsonArray.of("day"))));
        rooms.rooms.clear();
        Await.await(making.make(LOBBY, lobby()));
        assertEquals(List.of(), grants());
    }

    private List<String> grants() {
        return Await.await(new RoomGroups(store).ofRoom(LOBBY.toString())).stream().map(RoomGroups.Grant::group).toList();
    }

    @Test
    void aStayThatCannotBeMadeToLastEndsAllTheSame() {
        Await.await(making.make(LOBBY, lobby()));
        rooms.refuse(stanza -> stanza instanceof MUCOwner owner && owner.getType() == IQ.Type.set);
        assertEquals("not-allowed", refusal(changing.change(LOBBY, new JsonObject().put("subject", "Other"))).condition());
        assertEquals(List.of(), rooms.room("lobby").inside);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"owners\": []} | no-owner-left", "{\"memberGroups\": [\"day\", \"no\"]} | unknown-group",
            "{\"admins\": [], \"outcastGroups\": [\"no\"]} | unknown-group"})
    void whatCannotBeIsFoundOutBeforeAnythingIsChanged(String asked, String code) {
        Await.await(making.make(LOBBY, lobby()));
        Problem refused = refusal(changing.change(LOBBY, new JsonObject(asked).put("naturalName", "Other")));
        assertEquals(code, refused.code());
        assertNull(refused.extension());
        assertEquals("Lobby", rooms.room("lobby").form.value("muc#roomconfig_roomname"));
        assertEquals(List.of(), grants());
    }

    @Test
    void aRoomForAGroupThatIsNotThereIsNeverEntered() {
        rooms.ignore(stanza -> stanza instanceof Presence);
        assertEquals("unknown-group", refusal(making.make(LOBBY, lobby().put("adminGroups", JsonArray.of("no")))).code());
    }

    @Test
    void aChangeThatIsRefusedInTheMiddleSaysWhatIsDone() {
        Await.await(making.make(LOBBY, lobby()));
        rooms.refuse(stanza -> FakeRooms.gives(stanza, "outcast"));
        Problem refused = refusal(changing.change(LOBBY, new JsonObject().put("naturalName", "Other")
                .put("admins", JsonArray.of("cid@example.org")).put("outcasts", JsonArray.of("dan@example.org"))));
        assertEquals("not-allowed", refused.condition());
        assertEquals(List.of("options", "admins"), refused.extension().get("done"));
        assertEquals("Other", rooms.room("lobby").form.value("muc#roomconfig_roomname"));
    }

    @Test
    void aChangeOfOptionsThatIsRefusedChangesNothing() {
        Await.await(making.make(LOBBY, lobby()));
        rooms.refuse(stanza -> stanza instanceof MUCOwner owner && owner.getType() == IQ.Type.set);
        Problem refused = refusal(changing.change(LOBBY, new JsonObject().put("naturalName", "Other")
                .put("admins", JsonArray.of("cid@example.org"))));
        assertNull(refused.extension() == null ? null : refused.extension().get("done"));
        assertNull(rooms.room("lobby").affiliations.get("cid@example.org"));
        assertNotNull(rooms.room("lobby"));
    }
}
