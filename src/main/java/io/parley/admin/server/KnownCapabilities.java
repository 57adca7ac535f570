package io.parley.admin.server;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the server offered last, remembered for a while, and asked anew after the stream was lost: it may have been restarted with other
 * modules.
 */
final class KnownCapabilities {
    private static final Duration MEMORY = Duration.ofMinutes(5);

    private final Supplier<Future<Capabilities>> discovery;
    private final IntSupplier losses;
    private final InstantSource clock;
    private volatile Known known;

    private record Known(Capabilities capabilities, int losses, Instant until) {
    }

    /** @param losses how often the stream has been lost */
    KnownCapabilities(Supplier<Future<Capabilities>> discovery, IntSupplier losses, InstantSource clock) {
        this.discovery = discovery;
        this.losses = losses;
        this.clock = clock;
    }

    Future<Capabilities> get() {
        Known last = known;
        int lossesNow = losses.getAsInt();
        if (last != null && last.losses == lossesNow && clock.instant().isBefore(last.until)) {
            return Future.succeededFuture(last.capabilities);
        }
        return discovery.get().onSuccess(found -> known = new Known(found, lossesNow, clock.instant().plus(MEMORY)));
    }

    /** As found last, however long ago. */
    Optional<Capabilities> last() {
        return Optional.ofNullable(known).map(Known::capabilities);
    }
}
