package io.parley.session;

import io.parley.config.Config;
import io.parley.time.Timers;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether anybody looks: without an event stream the user becomes away after a while, and without a stream and a request the session
 * ends in the end.
 */
final class Attention {
    private final Timers timers;
    private final Supplier<Config.Sessions> config;
    private final Consumer<Boolean> away;
    private final Runnable idle;
    private Timers.Timer awayTimer = () -> { };
    private Timers.Timer idleTimer = () -> { };
    private boolean watched;
    private boolean active;
    private boolean ended;

    Attention(Timers timers, Supplier<Config.Sessions> config, Consumer<Boolean> away, Runnable idle) {
        this.timers = timers;
        this.config = config;
        this.away = away;
        this.idle = idle;
    }

    void begin() {
        unwatched();
    }

    /** A stream is open. */
    void watched() {
        watched = true;
        awayTimer.cancel();
        idleTimer.cancel();
        away.accept(false);
    }

    /** The last stream has closed. */
    void unwatched() {
        watched = false;
        if (!ended) {
            awayTimer.cancel();
            awayTimer = timers.after(config.get().awayAfter(), () -> away.accept(true));
            restartIdle();
        }
    }

    /** Somebody asked for something. One timer runs on, instead of a new one for each request. */
    void active() {
        active = true;
    }

    private void restartIdle() {
        active = false;
        idleTimer.cancel();
        idleTimer = timers.after(config.get().idleAfter(), this::idleForLong);
    }

    private void idleForLong() {
        if (ended || watched) {
            return;
        }
        if (active) {
            restartIdle();
        } else {
            idle.run();
        }
    }

    void end() {
        ended = true;
        awayTimer.cancel();
        idleTimer.cancel();
    }
}
