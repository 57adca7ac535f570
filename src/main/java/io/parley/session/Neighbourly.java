package io.parley.session;

import io.parley.bus.Addresses;
import io.parley.bus.Ask;
import io.parley.bus.Caller;
import io.parley.bus.Gate;
import io.parley.bus.Moving;
import io.parley.bus.NobodyThere;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;

/** A login to a session that another node has, or that has lost its node. */
final class Neighbourly {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final SessionSetup setup;
    private final TakeOvers takeOvers;

    Neighbourly(SessionSetup setup, TakeOvers takeOvers) {
        this.setup = setup;
        this.takeOvers = takeOvers;
    }

    /** Joins the session, wherever it is; the credentials have been verified here, and do not travel. */
    Future<Gate.Opened> join(Gate.Open asked, SessionEntry entry) {
        return join(asked, entry, setup.clock().instant().plus(PATIENCE));
    }

    private Future<Gate.Opened> join(Gate.Open asked, SessionEntry entry, Instant deadline) {
        boolean lives = !entry.node().equals(setup.nodes().self()) && setup.nodes().view().has(entry.node());
        return (lives ? joinThere(asked, entry) : joinHere(asked))
                .recover(failure -> isPassing(failure) && setup.clock().instant().isBefore(deadline)
                        ? again(asked, deadline) : Future.failedFuture(failure));
    }

    private Future<Gate.Opened> joinThere(Gate.Open asked, SessionEntry entry) {
        Ask join = new Ask(Caller.master(), new SessionCommand.Join(asked.newLogin()));
        return setup.bus().requestAt(entry.node(), Addresses.session(entry.streamId()), join, Gate.Opened.class);
    }

    private Future<Gate.Opened> joinHere(Gate.Open asked) {
        return takeOvers.of(asked.user()).compose(session -> session.isPresent() ? session.get().join(asked.newLogin())
                : Future.failedFuture(Moving.session().exception()));
    }

    /** It begins there, or is just moving: the entry is read again, for it may have gone meanwhile too. */
    private Future<Gate.Opened> again(Gate.Open asked, Instant deadline) {
        Promise<Void> later = Promise.promise();
        setup.timers().after(BETWEEN_TRIES, later::complete);
        return later.future().compose(now -> setup.book().ofUser(asked.user()))
                .compose(entry -> entry.isPresent() ? join(asked, entry.get(), deadline)
                        : Future.failedFuture(Problem.unavailable("session-ended", "The session ended just now: ask again.", 1).exception()));
    }

    private static boolean isPassing(Throwable failure) {
        return Moving.is(failure) || NobodyThere.is(failure);
    }
}
