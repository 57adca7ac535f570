package io.parley.fastpath.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rooms on two streams whose server is the test itself: answers that come late, wrong or never, and stanzas that nobody should send. */
class HouseTest {
    private static final String WORKGROUPS = "workgroup.test";
    private static final String VISITORS = "visitors.test";
    private static final String ROOM = "r-1@conference.test";
    private static final String KEEPER = "diabetes@workgroup.test";
    private static final String VISITOR = "v-1@visitors.test";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String FORM = "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'>"
            + "<field var='FORM_TYPE'/><field var='muc#roomconfig_membersonly'/><field var='mam'/><field var='x-other'/></x></query>";

    private final FakeStreams streams = new FakeStreams();
    private final ManualTimers timers = new ManualTimers();
    private final Told told = new Told();
    private final Room room = new Room("R-1", "diabetes");
    private House house;
    private FakeStreams.Fake keepers;
    private FakeStreams.Fake guests;

    @BeforeEach
    void connect() {
        house = new House(new ComponentSettings("h", 1, "s", WORKGROUPS, VISITORS, "conference.test", TIMEOUT), streams, timers,
                () -> Instant.parse("2026-01-01T00:00:00Z"), new Secrets(new Random(1)));
        house.listen(told);
        house.start();
        letIn();
    }

    private void letIn() {
        keepers = streams.newest(WORKGROUPS);
        guests = streams.newest(VISITORS);
        keepers.opening.tryComplete();
        guests.opening.tryComplete();
    }

    private LiveRoom opened() {
        Future<LiveRoom> opening = house.openings.open(new LiveRoom(room, settings(), true));
        keepers.arrive(presence(KEEPER, "diabetes workgroup", KEEPER, "owner", "110", "201"));
        keepers.answer(FORM);
        keepers.answer("");
        assertTrue(opening.succeeded());
        return opening.result();
    }

    private static ComponentSettings settings() {
        return new ComponentSettings("h", 1, "s", WORKGROUPS, VISITORS, "conference.test", TIMEOUT);
    }

    private static String presence(String to, String nick, String jid, String affiliation, String... codes) {
        return stanza("", to, nick, jid, affiliation, codes);
    }

    private static String goodbye(String to, String nick, String jid, String affiliation, String... codes) {
        return stanza("type='unavailable'", to, nick, jid, affiliation, codes);
    }

    private static String stanza(String type, String to, String nick, String jid, String affiliation, String[] codes) {
        StringBuilder status = new StringBuilder();
        List.of(codes).forEach(code -> status.append("<status code='").append(code).append("'/>"));
        return "<presence %s from='%s/%s' to='%s'><x xmlns='%s'><item jid='%s' affiliation='%s'/>%s</x></presence>"
                .formatted(type, ROOM, nick, to, Namespaces.MUC_USER, jid, affiliation, status);
    }

    private static Problem problem(Future<?> failed) {
        return ((ProblemException) failed.cause()).problem();
    }

    private void wandaEnters() {
        Future<String> entering = house.visits.enter(room, VISITOR, "Wanda");
        guests.arrive(presence(VISITOR, "Wanda", VISITOR, "member", "110"));
        keepers.arrive(presence(KEEPER, "Wanda", VISITOR, "member"));
        assertEquals("Wanda", entering.result());
    }

    @Test
    void onlyWhatTheFormOffersIsConfigured() {
        opened();
        Element submitted = keepers.last().child("query", Namespaces.MUC_OWNER).orElseThrow().child("x", Namespaces.FORM).orElseThrow();
        assertEquals(List.of("FORM_TYPE", "muc#roomconfig_membersonly", "mam"),
                submitted.all("field").map(field -> field.get("var")).toList());
    }

    @Test
    void anAnswerThatNeverComesIsATimeoutAndOnesOfOthersAreForgeries() {
        LiveRoom live = opened();
        Future<Void> admitted = house.owner.affiliate(live, "bob@test", "member", null);
        Element asked = keepers.last();
        keepers.arrive("<iq type='result' id='%s' from='mallory@test/x' to='%s'/>".formatted(asked.get("id"), KEEPER));
        assertFalse(admitted.isComplete());
        timers.pass(TIMEOUT);
        assertEquals(504, problem(admitted).status());
        assertEquals(0, house.workgroups.questions().size());
    }

    @Test
    void aRefusalKeepsItsCondition() {
        LiveRoom live = opened();
        Future<Void> admitted = house.owner.affiliate(live, "bob@test", "member", null);
        keepers.refuse("not-allowed");
        assertEquals(422, problem(admitted).status());
        assertEquals("not-allowed", problem(admitted).condition());
    }

    @Test
    void aSayingIsDoneWhenTheWorkgroupHasHeardIt() {
        opened();
        wandaEnters();
        Future<Void> saying = house.visits.say(room, VISITOR, "m-1", new Payload("hello", null));
        String copy = "<message type='groupchat' id='m-1' from='%s/%s' to='%s'><body>hello</body></message>";
        keepers.arrive(copy.formatted(ROOM, "Somebody", KEEPER));
        assertFalse(saying.isComplete());
        keepers.arrive(copy.formatted(ROOM, "Wanda", KEEPER));
        assertTrue(saying.succeeded());
        Future<Void> refused = house.visits.say(room, VISITOR, "m-2", new Payload("hello", null));
        guests.arrive("<message type='error' id='m-2' from='%s' to='%s'><error type='auth'><forbidden xmlns='%s'/></error></message>"
                .formatted(ROOM, VISITOR, Namespaces.STANZA_ERROR));
        assertEquals("forbidden", problem(refused).condition());
        Future<Void> silent = house.visits.say(room, VISITOR, "m-3", new Payload("hello", null));
        timers.pass(TIMEOUT);
        assertEquals(504, problem(silent).status());
    }

    @Test
    void noStanzaOfAMemberHarmsTheOthers() {
        opened();
        wandaEnters();
        for (String hostile : List.of("<message type='groupchat' from='%s/Eve' to='%s'/>",
                "<message type='groupchat' from='%s/Eve' to='%s'><body/><json xmlns='urn:xmpp:json:0'>{\"a\":[</json></message>",
                "<message type='groupchat' from='%s/Eve' to='%s'><delay xmlns='urn:xmpp:delay' stamp='soon' from='" + ROOM
                        + "'/></message>",
                "<message from='%s/Eve' to='%s'><result xmlns='urn:xmpp:mam:2'/></message>",
                "<presence from='%s/Eve' to='%s'><x xmlns='http://jabber.org/protocol/muc#user'><status/><item/></x></presence>",
                "<presence type='unavailable' from='%s' to='%s'/>", "<presence type='probe' from='%s/Eve' to='%s'/>",
                "<iq from='%s/Eve' to='%s'/>", "<iq type='set' id='1' from='%s/Eve' to='%s'><x xmlns='urn:y'/></iq>")) {
            keepers.arrive(hostile.formatted(ROOM, KEEPER));
        }
        assertEquals("service-unavailable", keepers.last().child("error").orElseThrow().children().get(0).name());
        // with a result of an archive in it, a message is a message still
        keepers.arrive("<message type='groupchat' id='e' from='%s/Eve' to='%s'><body>psst</body><result xmlns='urn:xmpp:mam:2'/></message>"
                .formatted(ROOM, KEEPER));
        assertEquals(List.of("psst"), told.bodies().stream().filter("psst"::equals).toList());
        assertFalse(keepers.closed);
    }

    @Test
    void aVisitorWhomTheRoomLostIsBackBeforeAnybodyIsTold() {
        opened();
        wandaEnters();
        keepers.arrive(goodbye(KEEPER, "Wanda", VISITOR, "member", "307", "333"));
        assertEquals(ROOM + "/Wanda", guests.last().get("to"));
        guests.arrive(presence(VISITOR, "Wanda", VISITOR, "member", "110"));
        keepers.arrive(presence(KEEPER, "Wanda", VISITOR, "member"));
        assertEquals(List.of("entered Wanda"), told.lines());
        keepers.arrive(goodbye(KEEPER, "Wanda", VISITOR, "member", "307"));
        assertEquals(List.of("entered Wanda", "left Wanda kicked"), told.lines());
    }

    @Test
    void aServiceThatStopsTakesNobodyAwayForGood() {
        opened();
        wandaEnters();
        keepers.arrive(presence(KEEPER, "Bob", "bob@test/x", "member"));
        keepers.arrive(goodbye(KEEPER, "Bob", "bob@test/x", "member", "332"));
        keepers.arrive(goodbye(KEEPER, "Wanda", VISITOR, "member", "332"));
        keepers.arrive(goodbye(KEEPER, "diabetes workgroup", KEEPER, "owner", "110", "332"));
        assertEquals(List.of("entered Wanda", "entered Bob"), told.lines());
    }

    @Test
    void aRoomThatItsServerHasLostIsMadeAgainAsItWas() {
        LiveRoom live = opened();
        live.member("bob@test");
        keepers.listener.lost("cut");
        assertEquals("xmpp-away", problem(asked(() -> house.openings.open(new LiveRoom(room, settings(), true)).mapEmpty())).code());
        timers.pass(Duration.ofSeconds(1));
        letIn();
        keepers.arrive(presence(KEEPER, "diabetes workgroup", KEEPER, "owner", "110", "201"));
        keepers.answer(FORM);
        keepers.answer("");
        assertEquals("bob@test", keepers.last().child("query", Namespaces.MUC_ADMIN).orElseThrow().children().get(0).get("jid"));
        keepers.answer("");
        assertEquals(List.of("present R-1"), told.lines());
    }

    private static Future<Void> asked(java.util.function.Supplier<Future<Void>> question) {
        try {
            return question.get();
        } catch (ProblemException refused) {
            return Future.failedFuture(refused);
        }
    }

    @Test
    void aRoomThatEndsWithoutAnAnswerIsAskedOnceMore() {
        LiveRoom live = opened();
        Future<Void> destroyed = house.owner.destroy(live, "over");
        timers.pass(TIMEOUT);
        assertFalse(destroyed.isComplete());
        keepers.refuse("item-not-found");
        assertTrue(destroyed.succeeded());
    }

    @Test
    void aRoomThatIsAskedTwiceInVainIsATimeout() {
        LiveRoom live = opened();
        Future<Void> inVain = house.owner.destroy(live, "over");
        timers.pass(TIMEOUT);
        timers.pass(TIMEOUT);
        assertEquals(504, problem(inVain).status());
    }

    @Test
    void aDestroyedRoomIsLostAndAKickedWorkgroupReturns() {
        opened();
        keepers.arrive(goodbye(KEEPER, "diabetes workgroup", KEEPER, "owner", "110", "307"));
        assertEquals("presence", keepers.last().name());
        keepers.arrive(presence(KEEPER, "diabetes workgroup", KEEPER, "owner", "110"));
        assertEquals(List.of("present R-1"), told.lines());
        keepers.arrive(("<presence type='unavailable' from='%s/diabetes workgroup' to='%s'><x xmlns='%s'><destroy/><status code='110'/>"
                + "</x></presence>").formatted(ROOM, KEEPER, Namespaces.MUC_USER));
        assertEquals(List.of("present R-1", "lost R-1"), told.lines());
        assertEquals(0, house.book.size());
    }

    @Test
    void aServerThatDoesNotAnswerPingsIsLeftForANewStream() {
        timers.pass(Duration.ofSeconds(10));
        assertEquals("iq", keepers.last().name());
        keepers.refuse("service-unavailable"); // a sign of life all the same
        timers.pass(Duration.ofSeconds(10));
        timers.pass(TIMEOUT);
        assertTrue(keepers.closed);
        assertFalse(house.workgroups.isUp());
        timers.pass(Duration.ofSeconds(2));
        assertTrue(streams.count(WORKGROUPS) > 1);
    }

    @Test
    void aServerThatIsAwayIsTriedEverMoreRarely() {
        keepers.listener.lost("cut");
        for (int i = 0; i < 12; i++) {
            timers.pass(Duration.ofSeconds(40));
            FakeStreams.Fake newest = streams.newest(WORKGROUPS);
            newest.opening.tryFail("refused");
        }
        long before = streams.count(WORKGROUPS);
        timers.pass(Duration.ofSeconds(14));
        assertEquals(before, streams.count(WORKGROUPS));
        timers.pass(Duration.ofSeconds(16));
        assertEquals(before + 1, streams.count(WORKGROUPS));
    }
}
