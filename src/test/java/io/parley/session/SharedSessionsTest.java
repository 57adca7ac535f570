package io.parley.session;

import static io.parley.session.SessionWorld.failure;
import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Gate;
import io.parley.bus.Moving;
import io.parley.bus.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that begin, that are taken over and handed over, on nodes that share a book. */
class SharedSessionsTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final SessionWorld world = new SessionWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void twoLoginsAtOnceOnOneNodeBeginOneSession() {
        SessionWorld.Node a = world.node("a", "a", "b");
        world.xmpp.holds = true;
        Future<Gate.Opened> first = a.logIn("alice");
        Future<Gate.Opened> second = a.logIn("alice");
        assertEquals(1, world.xmpp.held.size());
        world.xmpp.held.get(0).complete();
        assertEquals(await(first).streamId(), await(second).streamId());
        assertEquals(2, a.session("alice").orElseThrow().logins().size());
    }

    @Test
    void whoeverClaimsAUserSecondDoesNotLogIn() {
        SessionWorld.Node a = world.node("a", "a", "b");
        SessionWorld.Node b = world.node("b", "a", "b");
        world.xmpp.holds = true;
        Future<Gate.Opened> here = a.logIn("alice");
        Future<Gate.Opened> there = b.logIn("alice");
        assertEquals(1, world.xmpp.logins.size());
        assertFalse(there.isComplete(), "it waits for the other node");
        world.xmpp.held.get(0).complete();
        await(here);
        assertEquals("a", world.entry("alice").node());
        assertEquals(Optional.empty(), b.session("alice"));
    }

    @Test
    void aLoginThatFailsLeavesNothing() {
        SessionWorld.Node a = world.node("a", "a", "b");
        assertEquals(Optional.of("unknown-user"), failure(a.logIn("nobody")));
        assertEquals(Optional.of("credentials-wrong"), failure(a.logIn("alice", "guessed")));
        world.xmpp.away = true;
        assertEquals(Optional.of("xmpp-away"), failure(a.logIn("alice")));
        assertEquals(0, world.book.entries.size());
        assertEquals(0, a.sessions.running().size());
        world.xmpp.away = false;
        await(a.logIn("alice"));
    }

    @Test
    void aClaimWhoseAnswerIsLostLeavesNothing() {
        SessionWorld.Node a = world.node("a", "a", "b");
        world.book.answersToLose = 1;
        assertEquals(Optional.of("cluster-unsettled"), failure(a.logIn("alice")));
        world.pass(SOON);
        assertEquals(0, world.book.entries.size());
        assertEquals(List.of(), world.xmpp.logins);
    }

    @Test
    void whileTheNodesDoNotAgreeNothingBegins() {
        SessionWorld.Node a = world.node("a", "a", "b");
        await(a.logIn("bob"));
        a.others.settled(false);
        assertEquals(Optional.of("cluster-unsettled"), failure(a.logIn("alice")));
        assertNull(world.entry("alice"));
        await(a.logIn("bob")); // it runs already
    }

    @Test
    void aNodeHasNoMoreSessionsThanItMay() {
        SessionWorld.Node a = world.node("a", "a");
        for (String user : List.of("carol", "dave", "erin")) {
            world.xmpp.passwords.put(user, "secret");
            await(a.logIn(user));
        }
        assertEquals(Optional.of("node-full"), failure(a.logIn("alice")));
        assertNull(world.entry("alice"));
    }

    @Test
    void whoeverLogsOffIsOutOfTheBook() {
        SessionWorld.Node a = world.node("a", "a", "b");
        await(a.logIn("alice"));
        await(a.session("alice").orElseThrow().end("logoff"));
        assertEquals(0, world.book.entries.size());
    }

    @Test
    void whoeverLoggedOffWhileTheBookWasAwayIsNotBroughtBack() {
        SessionWorld.Node a = world.node("a", "a", "b");
        await(a.logIn("alice"));
        world.book.away = true;
        await(a.session("alice").orElseThrow().end("logoff"));
        world.book.away = false;
        assertEquals("a", world.entry("alice").node());
        assertEquals(Optional.empty(), a.takesOver("alice"));
        assertEquals(Optional.empty(), a.session("alice"));
        world.pass(SOON);
        assertEquals(0, world.book.entries.size());
    }

    @Test
    void ofTwoWhoTakeOverOneDoes() {
        orphan();
        SessionWorld.Node b = world.node("b", "b", "c");
        SessionWorld.Node c = world.node("c", "b", "c");
        world.book.slowReads = true;
        Future<?> one = b.sessions.gate(new Gate.TakeOver("alice"));
        Future<?> other = c.sessions.gate(new Gate.TakeOver("alice"));
        world.book.answer();
        world.book.answer();
        assertTrue(one.succeeded() && other.succeeded());
        assertEquals(1, b.sessions.running().size() + c.sessions.running().size());
        assertEquals(world.entry("alice").node(), b.session("alice").isPresent() ? "b" : "c");
    }

    @Test
    void twoWhoAskForTheSameTakeOverShareIt() {
        orphan();
        SessionWorld.Node b = world.node("b", "b");
        world.book.slow = true;
        Future<?> one = b.sessions.gate(new Gate.TakeOver("alice"));
        Future<?> other = b.sessions.gate(new Gate.TakeOver("alice"));
        world.book.answer();
        assertTrue(one.succeeded() && other.succeeded());
        assertEquals(0, world.book.unanswered());
        assertEquals(1, world.book.written.size());
    }

    @Test
    void theSessionOfANodeThatLivesIsNotTakenOver() {
        SessionWorld.Node a = world.node("a", "a", "b");
        SessionWorld.Node b = world.node("b", "a", "b");
        await(a.logIn("alice"));
        assertEquals(Optional.empty(), b.takesOver("alice"));
        assertEquals(Optional.empty(), b.takesOver("nobody"));
        assertEquals(0, b.sessions.running().size());
        assertEquals("a", world.entry("alice").node());
    }

    @Test
    void whileTheNodesDoNotAgreeNothingIsTakenOverAndWhoeverHandsItOverIsTold() {
        orphan();
        SessionWorld.Node b = world.node("b", "b");
        b.others.settled(false);
        assertEquals(Optional.of("cluster-unsettled"), b.takesOver("alice"));
        b.others.stop();
        assertEquals(Optional.of("node-stopping"), b.takesOver("alice"));
        assertEquals("dead", world.entry("alice").node());
    }

    @Test
    void aTakeOverWhoseAnswerIsLostIsNotForgotten() {
        orphan();
        SessionWorld.Node b = world.node("b", "b");
        world.book.answersToLose = 1;
        assertEquals(Optional.of("cluster-unsettled"), b.takesOver("alice"));
        assertEquals("b", world.entry("alice").node(), "nobody else would look for it");
        b.others.settled(false);
        world.pass(SOON);
        assertEquals(Optional.empty(), b.session("alice"));
        b.others.settled(true);
        world.pass(SOON.plus(SOON));
        assertEquals(SessionState.CONNECTED, b.session("alice").orElseThrow().state());
    }

    @Test
    void aLoginBringsBackASessionThatHasLostItsNode() {
        orphan();
        SessionWorld.Node b = world.node("b", "b");
        Gate.Opened opened = await(b.logIn("alice"));
        assertEquals("s-alice", opened.streamId());
        assertEquals(List.of(opened.login()), world.entry("alice").logins());
    }

    @Test
    void eachEpochIsGreaterThanTheOneBeforeWhateverTheClocksSay() {
        SessionEntry future = Entries.of("alice", "dead", Long.MAX_VALUE / 2);
        world.book.entries.put("alice", future);
        SessionWorld.Node b = world.node("b", "b");
        b.takesOver("alice");
        assertEquals(future.epoch() + 1, world.entry("alice").epoch());
        assertEquals(future.epoch() + 1, b.session("alice").orElseThrow().log().epoch());
    }

    @Test
    void aNodeThatStopsHandsItsSessionsToTheirSuccessors() {
        SessionWorld.Node a = world.node("a", "a", "b", "c");
        await(a.logIn("alice"));
        await(a.logIn("bob"));
        await(a.sessions.handOver(user -> user.equals("alice") ? List.of("b", "c") : List.of("c", "b")));
        assertEquals("b", world.entry("alice").node());
        assertEquals("c", world.entry("bob").node());
        assertEquals(List.of("b alice", "c bob"), a.handed.stream().sorted().toList());
        assertEquals(0, a.sessions.running().size());
        SessionWorld.Node b = world.node("b", "b", "c");
        assertEquals(Optional.empty(), b.takesOver("alice"));
        world.pass(SOON);
        assertEquals(SessionState.CONNECTED, b.session("alice").orElseThrow().state());
    }

    @Test
    void whereAllStopASessionEnds() {
        SessionWorld.Node a = world.node("a", "a", "b", "c");
        await(a.logIn("alice"));
        a.handing = Future.failedFuture(Problem.unavailable("node-stopping", "This one too.", 1).exception());
        await(a.sessions.handOver(user -> List.of("b", "c")));
        assertEquals(List.of("b alice", "c alice"), a.handed);
        assertNull(world.entry("alice"));
    }

    /** An entry that named a node which has never begun with it would be found by nobody. */
    @Test
    void aSessionThatItsSuccessorDoesNotTakeIsLeftForTheOthersToFind() {
        SessionWorld.Node a = world.node("a", "a", "b");
        await(a.logIn("alice"));
        a.handing = Future.failedFuture(Moving.unsettled().exception());
        await(a.sessions.handOver(user -> List.of("b")));
        assertEquals("a", world.entry("alice").node());
        assertEquals(0, a.sessions.running().size());
        SessionWorld.Node b = world.node("b", "b");
        assertEquals(Optional.empty(), b.takesOver("alice"));
        assertTrue(b.session("alice").isPresent());
    }

    @Test
    void whoeverIsLeftBehindLetsGoOfAllWithoutAWord() {
        SessionWorld.Node a = world.node("a", "a", "b");
        await(a.logIn("alice"));
        SessionEntry before = world.entry("alice");
        await(a.sessions.abandonAll());
        assertEquals(0, a.sessions.running().size());
        assertEquals(before, world.entry("alice"));
        assertEquals(0, world.timers.size(), "nothing of it goes on");
    }

    private void orphan() {
        world.book.entries.put("alice", Entries.of("alice", "dead", 7));
    }
}
