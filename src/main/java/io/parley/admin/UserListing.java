package io.parley.admin;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Remembers the last list of users for a short time, and lets all who ask meanwhile wait for one answer: a page that searches as its
 * user types must not list the server's accounts with each letter. Not for several threads.
 */
final class UserListing {
    private final Supplier<Future<List<String>>> source;
    private final InstantSource clock;
    private final Duration memory;
    private Future<List<String>> last;
    private Instant until = Instant.MIN;

    UserListing(Supplier<Future<List<String>>> source, InstantSource clock, Duration memory) {
        this.source = source;
        this.clock = clock;
        this.memory = memory;
    }

    Future<List<String>> list() {
        if (last != null && (!last.isComplete() || last.succeeded() && clock.instant().isBefore(until))) {
            return last;
        }
        last = source.get().onSuccess(users -> until = clock.instant().plus(memory));
        return last;
    }
}
