package io.parley.session;

import io.parley.bus.Addresses;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions leave a node that stops: what was sent is acknowledged first, then the entry names a successor, which is told to go on. One that
 * stops too says so, and the next is asked; where all stop, the session ends. A session whose successor does not answer is found by the
 * others when this node has left.
 */
final class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final SessionSetup setup;
    private final Function<String, List<String>> successors;

    /** @param successors of a user's session, among the other nodes, the one to be asked first before the others */
    HandOver(SessionSetup setup, Function<String, List<String>> successors) {
        this.setup = setup;
        this.successors = successors;
    }

    Future<Void> of(Session session) {
        List<String> all = successors.apply(session.identity().user());
        return session.quiet().compose(quiet -> toFirst(session, session.belonging().entry(), all)).recover(failure -> {
            LOG.info("session {} is left for others to find: {}", session.identity().streamId(), failure.getMessage());
            return session.abandon();
        });
    }

    private Future<Void> toFirst(Session session, SessionEntry last, List<String> nodes) {
        if (nodes.isEmpty()) {
            return takenBack(last, session).transform(back -> session.end("shutdown"));
        }
        SessionEntry next = last.takenBy(nodes.get(0), last.epoch());
        return setup.book().replace(last, next)
                .compose(done -> done ? setup.bus().requestAt(next.node(), Addresses.GATE, new Gate.TakeOver(next.user()), Done.class)
                        : Future.failedFuture("it is another node's already"))
                .compose(taken -> session.abandon())
                .recover(failure -> stopsToo(failure) ? toFirst(session, next, nodes.subList(1, nodes.size()))
                        : takenBack(next, session).transform(back -> Future.failedFuture(failure)));
    }

    /** Nobody looks for the session of a node that lives: unless it has begun there, the entry names this one, which will be gone. */
    private Future<Boolean> takenBack(SessionEntry next, Session session) {
        return setup.book().replace(next, session.belonging().entry());
    }

    private static boolean stopsToo(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().code().equals(TakeOvers.STOPPING);
    }
}
