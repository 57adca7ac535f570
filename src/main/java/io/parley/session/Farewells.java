package io.parley.session;

import io.parley.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries of sessions that are over, until they are gone from the book. While the cluster cannot be reached they stay there, and would bring
 * back to life who has logged off: so they are removed again and again, and are never taken over here. Bounded: of too many, the oldest are
 * given up.
 */
final class Farewells {
    private static final Logger LOG = LoggerFactory.getLogger(Farewells.class);
    private static final int MOST = 10_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SessionBook book;
    private final Timers timers;
    private final Map<String, SessionEntry> waiting = new LinkedHashMap<>();
    private boolean resting;

    Farewells(SessionBook book, Timers timers) {
        this.book = book;
        this.timers = timers;
    }

    /** Done when the entry is gone, or could not be removed for now; then it is tried again. Never fails. */
    Future<Void> release(SessionEntry last) {
        waiting.put(last.streamId(), last);
        if (waiting.size() > MOST) {
            var oldest = waiting.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return remove(last).otherwise(failure -> {
            LOG.info("the entry of session {} could not be removed yet: {}", last.streamId(), failure.getMessage());
            again();
            return null;
        });
    }

    /** A write may have been under way: what counts is that the entry is of this session in this epoch. */
    private Future<Void> remove(SessionEntry last) {
        return book.release(last)
                .compose(gone -> gone ? Future.succeededFuture(true) : book.ofUser(last.user()).compose(found ->
                        found.filter(now -> isSame(now, last)).isPresent() ? book.release(found.get()) : Future.succeededFuture(true)))
                .compose(gone -> {
                    if (gone) {
                        waiting.remove(last.streamId());
                        return Future.<Void>succeededFuture();
                    }
                    return Future.failedFuture("it was changed meanwhile");
                });
    }

    private static boolean isSame(SessionEntry one, SessionEntry other) {
        return one.streamId().equals(other.streamId()) && one.node().equals(other.node()) && one.epoch() == other.epoch();
    }

    private void again() {
        if (!resting) {
            resting = true;
            timers.after(PAUSE, () -> {
                resting = false;
                Map.copyOf(waiting).values().forEach(this::release);
            });
        }
    }

    /** Whether this session has ended here. */
    boolean has(String streamId) {
        return waiting.containsKey(streamId);
    }

    int size() {
        return waiting.size();
    }
}
