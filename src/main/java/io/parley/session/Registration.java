package io.parley.session;

import io.parley.bus.Moving;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's entry in the {@link SessionBook}, kept in step with the session: one write at a time, each on condition that the entry is
 * still as this node has written it. When it is not, another node has taken the session over, and this one must let go of it.
 */
final class Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
    /** What need not be known at once, such as what was told last, is written so often at the most. */
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SessionBook book;
    private final Timers timers;
    private final Supplier<Future<Boolean>> confirmed;
    private final UnaryOperator<SessionEntry> now;
    private final Runnable lost;
    private SessionEntry entry;
    private Timers.Timer later;
    private Promise<Void> writing;
    private boolean again;
    private boolean doubted;
    private boolean ended;

    /**
     * @param entry     as it stands in the book
     * @param confirmed whether this node is a member still, so that nobody can have taken the session over
     * @param now       gives the entry as the session is now
     * @param lost      told once, when the session is another node's
     */
    Registration(SessionBook book, SessionEntry entry, Timers timers, Supplier<Future<Boolean>> confirmed, UnaryOperator<SessionEntry> now,
                 Runnable lost) {
        this.book = book;
        this.entry = entry;
        this.timers = timers;
        this.confirmed = confirmed;
        this.now = now;
        this.lost = lost;
    }

    SessionEntry entry() {
        return entry;
    }

    /** Something has changed that another node should know in the end. */
    void touched() {
        if (book.isShared() && later == null && !ended) {
            later = timers.after(NOW_AND_THEN, () -> {
                later = null;
                kept();
            });
        }
    }

    /**
     * Done when the book has everything as it is now: what is answered before that could be lost with this node. Fails when the session is
     * another node's meanwhile, which does not know of it.
     */
    Future<Void> kept() {
        if (!book.isShared() || ended) {
            return Future.succeededFuture();
        }
        if (writing != null) {
            again = true;
            return writing.future();
        }
        writing = Promise.promise();
        Future<Void> done = writing.future();
        write();
        return done;
    }

    /** Nodes have gone, and perhaps the entry with them: it is looked for, and written again where it is missing. */
    Future<Void> looked() {
        doubted = true;
        return kept();
    }

    private void write() {
        again = false;
        SessionEntry next = now.apply(entry);
        if (doubted) {
            doubted = false;
            verify(next);
            return;
        }
        if (next.equals(entry)) {
            written();
            return;
        }
        book.replace(entry, next).onComplete(done -> {
            if (ended) {
                tellAll(done.succeeded() && done.result() ? Future.succeededFuture() : moved());
            } else if (done.failed()) {
                failed(done.cause(), next);
            } else if (done.result()) {
                entry = next;
                written();
            } else {
                verify(next);
            }
        });
    }

    /** A write whose answer was lost has been done perhaps: then the entry is what was to be written, and nobody else's. */
    private void verify(SessionEntry next) {
        book.ofUser(entry.user()).onComplete(done -> {
            if (ended) {
                tellAll(moved());
            } else if (done.failed()) {
                failed(done.cause(), next);
            } else if (done.result().filter(this::isOurs).isPresent()) {
                entry = done.result().get();
                write();
            } else if (done.result().isEmpty()) {
                writeAnew(next);
            } else {
                LOG.info("session {} is another node's now", entry.streamId());
                end();
                tellAll(moved());
                lost.run();
            }
        });
    }

    /** The nodes that kept the entry have died together, or are cut off. Who is a member still has the session still. */
    private void writeAnew(SessionEntry next) {
        confirmed.get().compose(still -> still ? book.claim(next) : Future.failedFuture(Moving.unsettled().exception())).onComplete(done -> {
            if (ended) {
                tellAll(moved());
            } else if (done.failed()) {
                failed(done.cause(), next);
            } else if (done.result().isPresent()) {
                verify(next); // somebody was faster
            } else {
                LOG.info("session {}: its entry was lost, and is written anew", next.streamId());
                entry = next;
                written();
            }
        });
    }

    private void failed(Throwable failure, SessionEntry unwritten) {
        LOG.info("session {}: its entry could not be written: {}", unwritten.streamId(), failure.getMessage());
        tellAll(Future.failedFuture(failure));
        timers.after(PAUSE, this::kept);
    }

    private void written() {
        if (again) {
            write();
        } else {
            tellAll(Future.succeededFuture());
        }
    }

    private void tellAll(Future<Void> outcome) {
        Promise<Void> waiting = writing;
        writing = null;
        again = false;
        waiting.handle(outcome);
    }

    private static Future<Void> moved() {
        return Future.failedFuture(Moving.session().exception());
    }

    /** Whether the book says that the session is this node's still; where it cannot be asked, it may well not be. */
    Future<Boolean> isStillOurs() {
        return book.isShared() ? book.ofUser(entry.user()).map(found -> found.filter(this::isOurs).isPresent()).otherwise(false)
                : Future.succeededFuture(true);
    }

    private boolean isOurs(SessionEntry other) {
        return other.node().equals(entry.node()) && other.epoch() == entry.epoch();
    }

    /** Nothing is written any more. */
    void end() {
        ended = true;
        if (later != null) {
            later.cancel();
            later = null;
        }
    }
}
