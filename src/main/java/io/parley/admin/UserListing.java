package io.parley.admin;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Remembers the last list of users for a short time, and lets all who ask meanwhile wait for one answer: a page that searches as its
 * user types must not list the server's accounts with each letter. May be used on any thread.
 */
public final class UserListing {
    private final Supplier<Future<List<String>>> source;
    private final InstantSource clock;
    private final Duration memory;
    private Future<List<String>> last;
    private Instant until = Instant.MIN;

    /** @param memory how long a list is remembered */
    public UserListing(Supplier<Future<List<String>>> source, InstantSource clock, Duration memory) {
        this.source = source;
        this.clock = clock;
        this.memory = memory;
    }

    public synchronized Future<List<String>> list() {
        if (last != null && (!last.isComplete() || last.succeeded() && clock.instant().isBefore(until))) {
            return last;
        }
        last = source.get().onSuccess(users -> listed());
        return last;
    }

    private synchronized void listed() {
        until = clock.instant().plus(memory);
    }

    /** The list has changed; who waits for one that was asked for already may get it as it was. */
    public synchronized void forget() {
        last = null;
    }
}
