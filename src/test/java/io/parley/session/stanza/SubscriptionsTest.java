package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.session.EventData;
import io.parley.session.FakeLink;
import io.vertx.core.Future;
import java.util.List;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.impl.JidCreate;

class SubscriptionsTest {
    private static final BareJid BOB = JidCreate.entityBareFromOrThrowUnchecked("bob@localhost");

    private final FakeLink link = new FakeLink();
    private final Subscriptions subscriptions = new Subscriptions(link, new Roster(link), () -> false);

    private static Presence fromBob(Presence.Type type) {
        return PresenceBuilder.buildPresence("p").ofType(type).from(BOB).build();
    }

    private void rosterHas(RosterPacket.ItemType type, boolean pending) {
        RosterPacket roster = new RosterPacket();
        RosterPacket.Item item = new RosterPacket.Item(BOB, null, pending);
        item.setItemType(type);
        roster.addRosterItem(item);
        link.answers = question -> Future.succeededFuture(roster);
    }

    private List<Presence.Type> sent() {
        return link.sent.stream().map(stanza -> ((Presence) stanza).getType()).toList();
    }

    @Test
    void aStrangersRequestIsToldAndWaits() {
        link.answers = question -> Future.succeededFuture(new RosterPacket());
        assertTrue(subscriptions.take(fromBob(Presence.Type.subscribe)));
        assertEquals("subscribe", ((EventData.Subscription) link.told.get(0)).type());
        assertTrue(subscriptions.hasAsked(BOB));
        assertTrue(sent().isEmpty());
    }

    @Test
    void whomTheUserHasAskedIsApprovedAtOnce() {
        rosterHas(RosterPacket.ItemType.none, true);
        subscriptions.take(fromBob(Presence.Type.subscribe));
        assertEquals(List.of(Presence.Type.subscribed), sent());
        assertFalse(subscriptions.hasAsked(BOB));
        assertTrue(link.told.isEmpty());
    }

    @Test
    void aRosterThatCannotBeHadLeavesTheDecisionToTheUser() {
        subscriptions.take(fromBob(Presence.Type.subscribe));
        assertEquals(1, link.told.size());
        assertTrue(sent().isEmpty());
    }

    @Test
    void whoTakesTheRequestBackIsNotWaitingAnyMore() {
        subscriptions.take(fromBob(Presence.Type.subscribe));
        subscriptions.take(fromBob(Presence.Type.unsubscribe));
        assertFalse(subscriptions.hasAsked(BOB));
    }

    @Test
    void whereAllAreAcceptedNobodyIsAsked() {
        new Subscriptions(link, new Roster(link), () -> true).take(fromBob(Presence.Type.subscribe));
        assertEquals(List.of(Presence.Type.subscribed, Presence.Type.subscribe), sent());
        assertTrue(link.told.isEmpty());
    }
}
