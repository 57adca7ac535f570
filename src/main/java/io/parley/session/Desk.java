package io.parley.session;

import io.parley.bus.FastpathCommand.Attendance;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the queue of questions how the user stands: there and to be offered questions, away, gone. What counts is how it stands now: one
 * telling is under way at a time, what changes meanwhile is told after it, and what was lost is told again. Nobody waits for any of it.
 */
final class Desk {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int LONGEST_SECONDS = 30;
    /** For a session that has ended: the queue finds out by itself when it has something for the user. */
    private static final int FAREWELLS = 5;

    private final String streamId;
    private final Function<Attendance, Future<?>> queue;
    private final Timers timers;
    private Timers.Timer again = () -> { };
    private boolean begun;
    private boolean ended;
    private boolean here = true;
    private boolean connected = true;
    private boolean underWay;
    private int failures;
    /** How many queues there have been. */
    private int queues;
    private boolean loggedIn;
    /** What the queue has confirmed last; null where that is not sure, for it may have heard what it did not answer. */
    private Attendance known;

    /** @param queue tells it; the future is done when the queue has it */
    Desk(String streamId, Function<Attendance, Future<?>> queue, Timers timers) {
        this.streamId = streamId;
        this.queue = queue;
        this.timers = timers;
    }

    /** The session is open, and events told to it arrive. Before this nothing is said. */
    void begin() {
        begun = true;
        say();
    }

    /** The user's own presence says "I am here", or it does not. */
    void here(boolean isHere) {
        here = isHere;
        say();
    }

    /** Without a stream to the XMPP server the user can neither be invited nor write. */
    void connected(boolean isConnected) {
        connected = isConnected;
        say();
    }

    void end() {
        ended = true;
        failures = 0;
        say();
    }

    /** The desk is another node's, which tells how it stands: here nothing is said any more. */
    void leave() {
        begun = false;
        again.cancel();
    }

    /** The queue is elsewhere now, and has been told nothing. */
    void anew() {
        queues++;
        known = null;
        loggedIn = false;
        say();
    }

    private Attendance wanted() {
        if (ended) {
            return Attendance.GONE;
        }
        if (!loggedIn) {
            return Attendance.LOGGED_IN;
        }
        return here && connected ? Attendance.AVAILABLE : Attendance.AWAY;
    }

    private void say() {
        Attendance saying = wanted();
        if (!begun || underWay || saying == known) {
            return;
        }
        again.cancel();
        underWay = true;
        int asked = queues;
        queue.apply(saying).onComplete(done -> {
            underWay = false;
            if (asked != queues) {
                say(); // it was told to the queue before, or lost with it
            } else if (done.succeeded()) {
                known = saying;
                loggedIn = true;
                failures = 0;
                say();
            } else {
                failed(saying, done.cause());
            }
        });
    }

    private void failed(Attendance unsaid, Throwable failure) {
        known = null;
        failures++;
        boolean outdated = wanted() != unsaid;
        if (isRefusal(failure)) {
            LOG.debug("session {}: the queue does not want to know: {}", streamId, failure.toString());
            if (outdated) {
                say();
            }
            return;
        }
        if (failures == 1) {
            LOG.warn("session {}: the queue was not told {}: {}", streamId, unsaid, failure.toString());
        }
        if (!ended || failures < FAREWELLS) {
            again = timers.after(Duration.ofSeconds(Math.min(LONGEST_SECONDS, 1L << Math.min(failures - 1, 10))), this::say);
        }
    }

    /** Where nobody serves the queue, or it says no, it would say the same again. */
    private static boolean isRefusal(Throwable failure) {
        if (!(failure instanceof ProblemException refused)) {
            return false;
        }
        Problem problem = refused.problem();
        return problem.status() < 500 && problem.status() != 429 || problem.status() == 501;
    }
}
