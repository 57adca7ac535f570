package io.parley.session.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.SessionCommand.LeaveRoom;
import io.parley.session.CommandTable;
import io.parley.session.EventData;
import io.parley.session.FakeLink;
import io.parley.session.LocalSentKeys;
import io.parley.session.SessionEntry;
import io.parley.session.stanza.Archive;
import io.parley.session.stanza.Outbox;
import io.parley.session.stanza.Seen;
import io.parley.session.stanza.Sending;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** After a new login the end of an older stream, which has the same address, may take the user out of the rooms that they are in again. */
class RoomReturnTest {
    private static final String LOBBY = "lobby@rooms.localhost";
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private final FakeLink link = new FakeLink();
    private final Archive archive = new Archive(link);
    private final Outbox outbox = new Outbox(link, Duration.ofSeconds(10), 10, time -> { });
    private final Rooms rooms = new Rooms(link, new RoomNames(JidCreate.domainBareFromOrThrowUnchecked("localhost"), "rooms"),
            new Sending(link, outbox, archive, new LocalSentKeys(Duration.ofMinutes(1), link::now)), outbox, archive, new Seen(10), 10);
    private Future<Void> back = Future.succeededFuture();

    private void takenOver() {
        restored();
        back = rooms.enterAgain();
    }

    private void restored() {
        rooms.restore(List.of(new SessionEntry.Seat(LOBBY, "Alice")), new ArrayList<>(Arrays.asList((String) null)), link.now());
    }

    private void told(String type, int... codes) {
        StringBuilder statuses = new StringBuilder();
        for (int code : codes) {
            statuses.append("<status code='").append(code).append("'/>");
        }
        try {
            rooms.take(PacketParserUtils.parseStanza("<presence xmlns='jabber:client' from='" + LOBBY + "/Alice'" + type
                    + "><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='member' role='participant'/>" + statuses
                    + "</x></presence>"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void in() {
        told("", 110);
    }

    private void out(int... codes) {
        told(" type='unavailable'", codes);
    }

    private boolean isIn() {
        return rooms.jids().size() == 1;
    }

    private long leavings() {
        return link.told.stream()
                .filter(told -> told instanceof EventData.Occupant occupant && occupant.type().equals("occupantLeft")).count();
    }

    @Test
    void whoIsTakenOutComesBackWithoutAWord() {
        takenOver();
        in();
        assertTrue(back.succeeded());
        out(110);
        assertFalse(isIn());
        link.letTimePass(SHORTLY);
        assertEquals(2, link.sent.size());
        in();
        assertTrue(isIn());
        assertEquals(0, leavings());
    }

    @Test
    void whoIsTakenOutBeforeTheyAreInComesBackAsWell() {
        takenOver();
        out(110);
        link.letTimePass(SHORTLY);
        in();
        assertTrue(isIn());
        assertTrue(back.succeeded());
        assertEquals(0, leavings());
        assertEquals(1, rooms.size());
    }

    @Test
    void whatTheRoomSaysToTheOlderStreamIsNotForThisOne() {
        restored();
        out(110);
        back = rooms.enterAgain();
        in();
        assertTrue(isIn());

        rooms.lost(XmppServer.away());
        out(110);
        rooms.enterAgain();
        in();
        assertTrue(isIn());

        rooms.lost(XmppServer.away());
        rooms.resumed();
        out(110, 307);
        assertFalse(isIn());
        assertEquals(1, leavings());
    }

    @Test
    void aRoomThatWasJustEndingIsAskedAgain() {
        takenOver();
        link.letTimePass(Duration.ofSeconds(10));
        link.letTimePass(SHORTLY);
        assertEquals(2, link.sent.size());
        in();
        assertTrue(back.succeeded());
        assertTrue(isIn());
        assertEquals(0, leavings());
    }

    @Test
    void nobodyIsPutBackIntoARoomThatTheyHaveLeft() {
        takenOver();
        leave();
        assertEquals(Presence.Type.unavailable, ((Presence) link.sent.get(1)).getType());
        link.letTimePass();
        link.letTimePass();
        assertEquals(2, link.sent.size());
        assertEquals(0, rooms.size());
        assertEquals(0, leavings());

        takenOver();
        in();
        out(110);
        leave();
        link.letTimePass();
        assertEquals(3, link.sent.size());
        assertEquals(0, rooms.size());
    }

    private void leave() {
        CommandTable table = new CommandTable();
        rooms.commands(table);
        assertTrue(table.carryOut(null, new LeaveRoom("lobby", "rooms")).succeeded());
    }

    @Test
    void asManyOlderStreamsMayEndAsThereAre() {
        takenOver();
        in();
        for (int stream = 0; stream < 3; stream++) {
            out(110);
            link.letTimePass(SHORTLY);
            in();
            assertTrue(isIn());
        }
        out(110);
        assertEquals(0, rooms.size());
        assertEquals(1, leavings());
    }

    @Test
    void afterAWhileNobodyIsPutBackIn() {
        takenOver();
        in();
        link.letClockRun(Duration.ofSeconds(31));
        out(110);
        assertEquals(0, rooms.size());
    }

    @Test
    void whoIsThrownOutStaysOut() {
        takenOver();
        in();
        out(110, 307);
        assertEquals(0, rooms.size());
        assertEquals(1, leavings());
    }
}
