package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.session.EventData;
import io.parley.session.FakeLink;
import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.impl.JidCreate;

class PresencesTest {
    private static final BareJid BOB = JidCreate.entityBareFromOrThrowUnchecked("bob@localhost");

    private final List<Boolean> here = new ArrayList<>();
    private final FakeLink link = new FakeLink();
    private final Presences presences = new Presences(link, here::add);

    private static PresenceBuilder bob(String device) {
        return PresenceBuilder.buildPresence("p").from(JidCreate.entityFullFromOrThrowUnchecked("bob@localhost/" + device));
    }

    private void own(Presence.Type type) {
        presences.sentByHand(PresenceBuilder.buildPresence("p").ofType(type).build());
    }

    private Presence lastSent() {
        return (Presence) link.sent.get(link.sent.size() - 1);
    }

    @Test
    void theHighestPrioritySpeaks() {
        presences.take(bob("phone").setMode(Presence.Mode.away).setPriority(1).build());
        presences.take(bob("desk").setMode(Presence.Mode.dnd).setPriority(5).build());
        assertEquals("dnd", presences.of(BOB).show());
        presences.take(bob("desk").ofType(Presence.Type.unavailable).build());
        assertEquals("offline", ((EventData.Presence) link.told.get(2)).show());
        assertEquals("away", presences.of(BOB).show());
        presences.take(bob("phone").ofType(Presence.Type.unavailable).build());
        assertEquals("offline", presences.of(BOB).show());
    }

    @Test
    void onlyWhoSaysThatTheyAreHereIsMadeAway() {
        presences.away(true);
        assertEquals(Presence.Mode.away, lastSent().getMode());
        presences.away(false);
        assertEquals(Presence.Mode.available, lastSent().getMode());
        own(Presence.Type.unavailable);
        presences.away(true);
        assertEquals(Presence.Type.unavailable, lastSent().getType());
    }

    @Test
    void itIsToldWhetherTheUserIsHere() {
        presences.away(true);
        presences.away(false);
        for (Presence.Mode mode : Presence.Mode.values()) {
            here.clear();
            presences.sentByHand(PresenceBuilder.buildPresence("p").setMode(mode).build());
            assertEquals(List.of(mode == Presence.Mode.available || mode == Presence.Mode.chat), here, mode.toString());
        }
        here.clear();
        own(Presence.Type.unavailable);
        presences.away(true);
        own(Presence.Type.available);
        presences.away(false);
        assertEquals(List.of(false, false, false, true), here);
    }

    @Test
    void whatWasKnownBeforeGoingOfflineIsNotBelievedAfterwards() {
        presences.take(bob("desk").build());
        own(Presence.Type.unavailable);
        own(Presence.Type.available);
        assertTrue(presences.of(BOB).resources().isEmpty());
    }

    @Test
    void errorsAreNobodysPresence() {
        presences.take(bob("desk").ofType(Presence.Type.error).build());
        assertTrue(link.told.isEmpty());
    }
}
