package io.parley.session;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Gate;
import io.parley.bus.SessionCommand.JoinRoom;
import io.parley.bus.SessionCommand.LeaveRoom;
import io.parley.bus.SessionCommand.SetPresence;
import io.parley.xmpp.Credentials;
import io.parley.xmpp.XmppStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.parts.Resourcepart;

/** What a session is on one node, it is on the next. */
class SessionMovesTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final SessionWorld world = new SessionWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void itGoesOnUnderTheSameNameWithAllThatTheUserHad() {
        SessionWorld.Node a = world.node("a", "a", "b");
        SessionWorld.Node b = world.node("b", "a", "b");
        Gate.Opened opened = await(a.logIn("alice"));
        a.asks("alice", new SetPresence("dnd", "in a meeting"));
        a.asks("alice", new JoinRoom("lobby", null, "Ally", null));
        a.asks("alice", new JoinRoom("vault", null, "Ally", "open sesame"));
        SessionEntry before = world.entry("alice");
        assertEquals(List.of("lobby@conference.test", "vault@conference.test"), before.rooms().stream().map(SessionEntry.Seat::room).toList());
        assertFalse(before.sealed().contains("sesame"));

        world.dies(a, "b");
        assertEquals(Optional.empty(), b.takesOver("alice"));
        Session there = b.session("alice").orElseThrow();
        assertEquals(SessionState.RECONNECTING, there.state());
        world.pass(SOON);
        assertEquals(SessionState.CONNECTED, there.state());

        assertEquals(opened.streamId(), there.identity().streamId());
        assertEquals(opened.jid(), there.self().toString());
        assertEquals(List.of(opened.login()), there.logins().ids());
        FakeXmpp.FakeStream stream = world.xmpp.of("alice");
        assertEquals(Presence.Mode.dnd, stream.presence().getMode());
        assertEquals("in a meeting", stream.presence().getStatus());
        assertEquals(List.of("lobby@conference.test/Ally", "vault@conference.test/Ally open sesame"), stream.entered());
        assertEquals("b", world.entry("alice").node());
        assertTrue(world.entry("alice").epoch() > before.epoch());
    }

    @Test
    void itCanGoOnFromNodeToNode() {
        SessionWorld.Node a = world.node("a", "a", "b", "c");
        SessionWorld.Node b = world.node("b", "a", "b", "c");
        SessionWorld.Node c = world.node("c", "a", "b", "c");
        await(a.logIn("alice"));
        a.asks("alice", new JoinRoom("vault", null, null, "open sesame"));
        world.dies(a, "b", "c");
        b.takesOver("alice");
        world.dies(b, "c"); // before it was connected
        c.takesOver("alice");
        world.pass(SOON);
        assertEquals(List.of("vault@conference.test/alice open sesame"), world.xmpp.of("alice").entered());
        c.asks("alice", new LeaveRoom("vault", null));
        assertEquals(List.of(), world.entry("alice").rooms());
        assertNull(world.entry("alice").sealed(), "nothing is secret any more");
    }

    @Test
    void whoWasAwayForNobodyLookedIsAwayStill() {
        SessionWorld.Node a = world.node("a", "a", "b");
        SessionWorld.Node b = world.node("b", "a", "b");
        await(a.logIn("alice"));
        world.pass(Duration.ofMinutes(2));
        assertEquals(Presence.Mode.away, world.xmpp.of("alice").presence().getMode());
        a.asks("alice", new SetPresence("available", "still"));
        assertTrue(world.entry("alice").away());
        world.dies(a, "b");
        b.takesOver("alice");
        world.pass(SOON);
        assertEquals(Presence.Mode.away, world.xmpp.of("alice").presence().getMode());
        assertEquals("still", world.xmpp.of("alice").presence().getStatus());
    }

    @Test
    void aPasswordIsKeptOnlyWhereNothingElseLogsTheUserIn() {
        SessionWorld.Node a = world.nodeWithoutVouching("a", "a", "b");
        SessionWorld.Node b = world.nodeWithoutVouching("b", "a", "b");
        await(a.logIn("alice", "a-secret"));
        String sealed = world.entry("alice").sealed();
        assertFalse(sealed.contains("a-secret"));
        a.asks("alice", new SetPresence("dnd", null));
        assertEquals(sealed, world.entry("alice").sealed(), "not sealed anew for nothing");
        world.dies(a, "b");
        b.takesOver("alice");
        world.pass(SOON);
        assertEquals(SessionState.CONNECTED, b.session("alice").orElseThrow().state());
        assertEquals(new Credentials.Password("alice", "a-secret"), world.xmpp.logins.get(world.xmpp.logins.size() - 1));
        b.asks("alice", new SetPresence("chat", null));
        assertTrue(world.entry("alice").sealed() != null, "it may move again");
    }

    @Test
    void whereParleyVouchesNoPasswordIsKept() {
        SessionWorld.Node a = world.node("a", "a", "b");
        await(a.logIn("alice", "a-secret"));
        a.asks("alice", new SetPresence("dnd", null));
        assertNull(world.entry("alice").sealed());
        assertEquals(new Credentials.Vouched("alice"), world.xmpp.logins.get(world.xmpp.logins.size() - 1));
    }

    @Test
    void anotherLoginOnTheOldNodeIsKeptBeforeItIsAnswered() {
        SessionWorld.Node a = world.node("a", "a", "b");
        await(a.logIn("alice"));
        Gate.Opened second = await(a.logIn("alice"));
        assertEquals(2, world.entry("alice").logins().size());
        assertTrue(world.entry("alice").logins().contains(second.login()));
    }

    @Test
    void theOldNodeLetsGoWhenItFindsThatTheSessionIsAnothers() {
        SessionWorld.Node a = world.node("a", "a", "b");
        SessionWorld.Node b = world.node("b", "a", "b");
        await(a.logIn("alice"));
        a.asks("alice", new SetPresence("dnd", null));
        b.others.are("b"); // the others go on without it, but it does not know
        b.takesOver("alice");
        a.others.confirmed(false);
        world.pass(SOON); // the server ends its stream
        assertEquals(Optional.empty(), a.session("alice"));
        assertEquals("b", world.entry("alice").node());
        assertEquals(SessionState.CONNECTED, b.session("alice").orElseThrow().state());
    }

    @Test
    void whoeverIsReplacedBySomebodyElseInsistsOnceAndEndsThen() {
        SessionWorld.Node a = world.node("a", "a", "b");
        await(a.logIn("alice"));
        Resourcepart same = a.session("alice").orElseThrow().self().getResourcepart();
        world.xmpp.stream(null, same, new DeafListener()).open(new Credentials.Vouched("alice"));
        world.pass(SOON);
        assertEquals(SessionState.CONNECTED, a.session("alice").orElseThrow().state());

        world.xmpp.stream(null, same, new DeafListener()).open(new Credentials.Vouched("alice"));
        assertEquals(Optional.empty(), a.session("alice"));
        assertNull(world.entry("alice"));
    }

    private static final class DeafListener implements XmppStream.Listener {
        @Override
        public void received(Stanza stanza) {
        }

        @Override
        public void acknowledged(Stanza stanza) {
        }

        @Override
        public void dropped(Stanza stanza) {
        }

        @Override
        public void lost(XmppStream.Loss loss) {
        }
    }
}
