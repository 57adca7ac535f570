package io.parley.session;

import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.time.Timers;
import java.time.Duration;

/** Brings a session back after its stream was lost: soon at first, then ever more rarely, and never all sessions at once. */
final class Reconnection {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** After so many tries, about a minute, clients are told that it may take long. */
    private static final int HOPEFUL_TRIES = 7;

    private final Session session;
    private final Timers timers;
    private final Secrets chance;
    private Timers.Timer next = () -> { };
    private int tries;
    private boolean ended;

    Reconnection(Session session, Timers timers, Secrets chance) {
        this.session = session;
        this.timers = timers;
        this.chance = chance;
    }

    void begin() {
        scheduleNext();
    }

    /** Only what has come back whole starts afresh: a server that drops it while it restores is not asked ever faster. */
    void succeeded() {
        tries = 0;
    }

    private void scheduleNext() {
        next.cancel();
        if (!ended) {
            long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(tries, 10));
            next = timers.after(Duration.ofMillis((long) (ceiling * (0.5 + chance.jitter() / 2))), this::attempt);
        }
    }

    private void attempt() {
        tries++;
        session.reopen().onFailure(failure -> {
            if (ended) {
                return;
            }
            if (isRefusal(failure)) {
                session.end("credentials");
                return;
            }
            if (tries == HOPEFUL_TRIES) {
                session.giveUpHope();
            }
            scheduleNext();
        });
    }

    /** The account is gone, or its password is another: trying on would only lock the user out. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 401;
    }

    void end() {
        ended = true;
        next.cancel();
    }
}
