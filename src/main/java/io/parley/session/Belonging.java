package io.parley.session;

import io.parley.bus.BusRecord;
import io.parley.bus.SessionCommand;
import io.parley.xmpp.Credentials;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Whose a session is, among the nodes: its entry in the book, kept in step with it, and whether it is on its way to another node. */
final class Belonging {
    /** What changes what another node would have to restore. */
    private static final Set<Class<? extends SessionCommand>> CHANGING = Set.of(SessionCommand.JoinRoom.class, SessionCommand.LeaveRoom.class,
            SessionCommand.SetPresence.class, SessionCommand.SendStanza.class, SessionCommand.Logoff.class);

    private final SessionSetup setup;
    private final Keepsake keepsake;
    private final Registration registration;
    private boolean leaving;

    /**
     * @param entry as it stands in the book
     * @param lost  told once, when the session is another node's
     */
    Belonging(Session session, SessionSetup setup, Credentials credentials, SessionEntry entry, Runnable lost) {
        this.setup = setup;
        this.keepsake = new Keepsake(session, credentials, setup.seal());
        this.registration = new Registration(setup.book(), entry, setup.timers(), setup.nodes()::confirmed, keepsake::of, lost);
    }

    SessionEntry entry() {
        return registration.entry();
    }

    /** Puts into the session what it was on another node. */
    void restore() {
        List<String> passwords = TakeOvers.sealed(setup, entry()).map(SessionEntry.Sealed::passwords).orElse(null);
        keepsake.restore(entry(), passwords);
    }

    /** Something has happened that another node should know in the end. */
    void touched() {
        registration.touched();
    }

    /** Done when another node could go on with the session as it is now. */
    Future<Void> kept() {
        return registration.kept();
    }

    /** Nodes have gone, and perhaps the entry with them. */
    Future<Void> looked() {
        return registration.looked();
    }

    /** What the caller is told, another node must be able to go on with. */
    <R extends BusRecord> Future<R> kept(SessionCommand command, Future<R> answer) {
        return setup.book().isShared() && CHANGING.contains(command.getClass())
                ? answer.compose(given -> registration.kept().map(given)) : answer;
    }

    /** From here on nothing is taken that would have to go along. */
    void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Whether it is this node's still, by the word of the database and the book. */
    Future<Boolean> isOurs() {
        return Future.all(setup.nodes().confirmed(), registration.isStillOurs())
                .map(both -> both.<Boolean>resultAt(0) && both.<Boolean>resultAt(1));
    }

    /** The session is over, and with it its entry. Never fails. */
    Future<Void> release() {
        registration.end();
        return setup.farewells().release(registration.entry());
    }

    /** Nothing is written any more. */
    void end() {
        registration.end();
    }
}
