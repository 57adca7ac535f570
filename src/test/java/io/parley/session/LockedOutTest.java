package io.parley.session;

import static io.parley.session.SessionWorld.failure;
import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Gate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is locked out gets no session, and keeps none, whatever happens at the same moment. */
class LockedOutTest {
    private final SessionWorld world = new SessionWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void noProofHelps() {
        SessionWorld.Node a = world.node("a", "a");
        world.lockedOut.add("alice");
        assertEquals(Optional.of("account-disabled"), failure(a.logIn("alice", "a-secret")));
        assertEquals(Optional.of("account-disabled"), failure(a.open(new Gate.Open("alice", Gate.Proof.VERIFIED, "a-secret", false))));
        assertEquals(Optional.of("user-locked"), failure(a.logIn("alice")));
        assertEquals(Optional.of("account-disabled"), failure(a.sessions.gate(new Gate.Verify("alice", "a-secret"))));
        assertEquals(0, world.book.entries.size());
        await(a.logIn("bob"));
    }

    @Test
    void aWrongPasswordIsNothingElseThanWrong() {
        SessionWorld.Node a = world.node("a", "a");
        world.lockedOut.add("alice");
        assertEquals(Optional.of("credentials-wrong"), failure(a.logIn("alice", "guessed")));
        assertEquals(Optional.of("credentials-wrong"), failure(a.sessions.gate(new Gate.Verify("alice", "guessed"))));
    }

    @Test
    void whileLockoutsAreLookedUpNobodyJoinsASessionWithAWrongPassword() {
        world.book.shared = false; // a node alone, where the login itself tries the password
        SessionWorld.Node a = world.nodeWithoutVouching("a", "a");
        Promise<Void> lookedUp = Promise.promise();
        world.admission = lookedUp.future();
        Future<Gate.Opened> right = a.logIn("alice", "a-secret");
        Future<Gate.Opened> wrong = a.logIn("alice", "guessed");
        lookedUp.complete();
        assertEquals("alice", await(right).user());
        assertEquals(Optional.of("credentials-wrong"), failure(wrong));
    }

    @Test
    void whoIsLockedOutWhileTheSessionBeginsHasNone() {
        SessionWorld.Node a = world.node("a", "a");
        world.xmpp.holds = true;
        Future<Gate.Opened> opened = a.logIn("alice");
        world.lockedOut.add("alice");
        world.xmpp.held.get(0).complete();
        assertEquals(Optional.of("user-locked"), failure(opened));
        assertEquals(Optional.empty(), a.session("alice"));
        assertEquals(0, world.book.entries.size());
        assertTrue(world.xmpp.open.isEmpty(), world.xmpp.open::toString);
    }

    @Test
    void whoIsExpelledWhileTheSessionBeginsHasNone() {
        SessionWorld.Node a = world.node("a", "a");
        world.xmpp.holds = true;
        Future<Gate.Opened> opened = a.logIn("alice");
        Future<?> expelled = a.sessions.gate(new Gate.Expel("alice", "kicked"));
        world.xmpp.held.get(0).complete();
        await(opened);
        await(expelled);
        assertEquals(Optional.empty(), a.session("alice"));
    }

    @Test
    void anExpulsionEndsTheSessionAndNobodyElses() {
        SessionWorld.Node a = world.node("a", "a");
        await(a.logIn("alice"));
        await(a.logIn("bob"));
        await(a.sessions.gate(new Gate.Expel("alice", "kicked")));
        await(a.sessions.gate(new Gate.Expel("nobody", "kicked")));
        assertEquals(Optional.empty(), a.session("alice"));
        assertTrue(a.session("bob").isPresent());
    }

    @Test
    void aSessionWhoseNodeDiedDoesNotOutliveTheLockout() {
        SessionWorld.Node a = world.node("a", "a", "b");
        SessionWorld.Node b = world.node("b", "a", "b");
        await(a.logIn("alice"));
        world.lockedOut.add("alice");
        world.dies(a, "b");
        b.takesOver("alice");
        assertEquals(Optional.empty(), b.session("alice"));
        assertEquals(0, world.book.entries.size());
        assertEquals(1, world.xmpp.logins.size(), "nobody is logged in only to be thrown out");
    }

    @Test
    void whoIsExpelledWhileTheSessionIsTakenOverHasNone() {
        SessionWorld.Node a = world.node("a", "a", "b");
        SessionWorld.Node b = world.node("b", "a", "b");
        await(a.logIn("alice"));
        world.dies(a, "b");
        world.book.slow = true;
        Future<?> taken = b.sessions.gate(new Gate.TakeOver("alice"));
        Future<?> expelled = b.sessions.gate(new Gate.Expel("alice", "deleted"));
        assertFalse(expelled.isComplete(), "what is on its way could still come");
        while (world.book.unanswered() > 0) {
            world.book.answer();
        }
        await(taken);
        await(expelled);
        assertEquals(Optional.empty(), b.session("alice"));
        assertEquals(0, world.book.entries.size());
    }

    @Test
    void aTakenOverSessionIsThereOnlyWhenItsUserIsAdmitted() {
        SessionWorld.Node a = world.node("a", "a", "b");
        SessionWorld.Node b = world.node("b", "a", "b");
        await(a.logIn("alice"));
        world.dies(a, "b");
        Promise<Boolean> judged = Promise.promise();
        world.admission = judged.future();
        Future<?> taken = b.sessions.gate(new Gate.TakeOver("alice"));
        assertEquals(Optional.empty(), b.session("alice"));
        judged.complete(false);
        await(taken);
        assertTrue(b.session("alice").isPresent());
    }
}
