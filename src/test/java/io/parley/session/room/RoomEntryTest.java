package io.parley.session.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import io.parley.session.EventData;
import io.parley.session.FakeLink;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smackx.muc.packet.MUCOwner;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

class RoomEntryTest {
    private final FakeLink link = new FakeLink();
    private final RoomEntry entry = new RoomEntry(link);
    private final Room room = new Room(JidCreate.entityBareFromOrThrowUnchecked("lobby@rooms.localhost"),
            Resourcepart.fromOrThrowUnchecked("Alice"), null);

    private OccupantChange says(String nick, String type, String inside) throws Exception {
        Stanza presence = PacketParserUtils.parseStanza("<presence xmlns='jabber:client' from='lobby@rooms.localhost/" + nick + "'"
                + (type == null ? "" : " type='" + type + "'") + ">" + inside + "</presence>");
        return entry.presence(room, (Presence) presence);
    }

    private static String user(String inside, int... codes) {
        StringBuilder statuses = new StringBuilder();
        for (int code : codes) {
            statuses.append("<status code='").append(code).append("'/>");
        }
        return "<x xmlns='http://jabber.org/protocol/muc#user'>" + inside + statuses + "</x>";
    }

    private static String member() {
        return "<item affiliation='member' role='participant'/>";
    }

    private void isIn() throws Exception {
        Future<Boolean> entered = entry.enter(room, RoomEntry.RECENT_HISTORY);
        says("Alice", null, user(member(), 110));
        assertEquals(false, entered.result());
    }

    @Test
    void theOwnPresenceEndsTheJoinAndThoseBeforeAreAList() throws Exception {
        Future<Boolean> entered = entry.enter(room, RoomEntry.RECENT_HISTORY);
        assertTrue(says("Bob", null, user(member())).event().isEmpty());
        assertFalse(entered.isComplete());
        assertEquals(true, says("Alice", null, user(member(), 110)).event().orElseThrow().self());
        assertTrue(room.joined());
        assertEquals(2, room.seats().size());
        assertEquals("occupantJoined", says("Carol", null, user(member())).event().orElseThrow().type());
    }

    @Test
    void aNewRoomIsUnlocked() throws Exception {
        link.answers = question -> Future.succeededFuture(IQ.createResultIQ(question));
        Future<Boolean> entered = entry.enter(room, RoomEntry.RECENT_HISTORY);
        says("Alice", null, user("<item affiliation='owner' role='moderator'/>", 110, 201));
        assertEquals(true, entered.result());
        assertTrue(link.asked.get(0) instanceof MUCOwner);
    }

    @Test
    void aRefusalHasItsCondition() throws Exception {
        Future<Boolean> entered = entry.enter(room, RoomEntry.RECENT_HISTORY);
        OccupantChange change = says("Alice", "error",
                "<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        assertEquals("conflict", ((ProblemException) entered.cause()).problem().condition());
        assertTrue(change.event().isEmpty());
    }

    @Test
    void aRefusalThatNobodyWaitsForIsTold() throws Exception {
        OccupantChange change = says("Alice", "error",
                "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
        assertTrue(change.gone());
        assertEquals("not-admitted", change.event().orElseThrow().reason());
    }

    @Test
    void aRoomThatDoesNotAnswerIsGivenUp() {
        Future<Boolean> entered = entry.enter(room, RoomEntry.RECENT_HISTORY);
        link.letTimePass();
        assertEquals(504, ((ProblemException) entered.cause()).problem().status());
    }

    @Test
    void whoIsThrownOutIsGoneAndToldWhy() throws Exception {
        isIn();
        OccupantChange change = says("Alice", "unavailable", user("<item affiliation='none' role='none'/>", 110, 307));
        assertTrue(change.gone());
        assertEquals("kicked", change.event().orElseThrow().reason());
        assertFalse(room.joined());
    }

    @Test
    void aServerThatShutsDownIsEnteredAgain() throws Exception {
        isIn();
        OccupantChange change = says("Alice", "unavailable", user("<item affiliation='none' role='none'/>", 110, 332));
        assertFalse(change.gone());
        assertEquals("shutdown", change.event().orElseThrow().reason());
    }

    @Test
    void whoTakesAnotherNameIsStillThere() throws Exception {
        isIn();
        OccupantChange before = says("Alice", "unavailable", user("<item affiliation='member' role='participant' nick='Ally'/>", 110, 303));
        assertFalse(before.gone());
        assertEquals("renamed", before.event().orElseThrow().reason());
        EventData.Occupant after = says("Ally", null, user(member(), 110)).event().orElseThrow();
        assertEquals("Ally", after.nickname());
        assertTrue(room.joined());
        assertEquals("Ally", room.nick().toString());
    }

    @Test
    void leavingWaitsForTheRoom() throws Exception {
        isIn();
        Future<Void> left = entry.leave(room);
        assertFalse(left.isComplete());
        OccupantChange change = says("Alice", "unavailable", user("<item affiliation='member' role='none'/>", 110));
        assertTrue(left.succeeded());
        assertNull(change.event().orElseThrow().reason());
    }

    @Test
    void aConnectionThatIsLostWhileRoomsAreEnteredAndLeftEndsTheWaiting() throws Exception {
        isIn();
        Future<Void> left = entry.leave(room);
        Future<Boolean> entered = entry.enter(room, RoomEntry.RECENT_HISTORY);
        entry.forget(XmppServer.away());
        assertTrue(left.failed());
        assertTrue(entered.failed());
    }
}
