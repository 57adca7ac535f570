package io.parley.session;

import io.parley.bus.ProblemException;
import io.parley.time.Timers;
import java.time.Duration;

/**
 * Notices a server that is gone without a word: a connection into a black hole stays open for as long as the kernel tries. Whoever has
 * been silent for an interval is asked, and whoever then stays silent counts as lost; anything that arrives is a sign of life.
 */
final class Pulse {
    private final Timers timers;
    private final Duration interval;
    private final Duration patience;
    private final Runnable ask;
    private final Runnable dead;
    private Timers.Timer next = () -> { };
    private boolean running;
    private boolean asking;
    private boolean heard;

    /**
     * @param patience how long an answer may take
     * @param ask      asks the server for any answer; a {@link ProblemException} when nothing can be sent to it any more
     * @param dead     told once, after which the pulse has ended
     */
    Pulse(Timers timers, Duration interval, Duration patience, Runnable ask, Runnable dead) {
        this.timers = timers;
        this.interval = interval;
        this.patience = patience;
        this.ask = ask;
        this.dead = dead;
    }

    void begin() {
        running = true;
        rest();
    }

    /** Something has arrived. One timer runs on, instead of a new one for each stanza. */
    void heard() {
        heard = true;
    }

    /** An answer is overdue: there is no waiting for the end of the interval. */
    void doubt() {
        if (running && !asking) {
            askNow();
        }
    }

    void end() {
        running = false;
        asking = false;
        next.cancel();
    }

    private void rest() {
        asking = false;
        heard = false;
        restart(interval, () -> {
            if (heard) {
                rest();
            } else {
                askNow();
            }
        });
    }

    private void askNow() {
        asking = true;
        heard = false;
        try {
            ask.run();
        } catch (ProblemException unreachable) {
            die();
            return;
        }
        restart(patience, () -> {
            if (heard) {
                rest();
            } else {
                die();
            }
        });
    }

    private void die() {
        end();
        dead.run();
    }

    private void restart(Duration delay, Runnable task) {
        next.cancel();
        next = timers.after(delay, task);
    }
}
