package io.parley.session.stanza;

import io.parley.bus.ProblemException;
import io.parley.session.EventData;
import io.parley.session.Link;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the gap after a stream that could not be resumed: what the server took for the user meanwhile stands in the archive. What
 * cannot be filled is named by {@code chatapi.reset}, never passed over.
 */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final int PAGE = 100;
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    private final Link link;
    private final Archive archive;
    private final Chats chats;
    private final int most;
    private final Instant begun;

    /** @param most messages that one gap may have; more are left to the client, who is told */
    public CatchUp(Link link, Archive archive, Chats chats, int most) {
        this.link = link;
        this.archive = archive;
        this.chats = chats;
        this.most = most;
        this.begun = link.now();
    }

    /** Notes the archive's newest message at login. Prosody may bounce what it has archived to those who never asked for the archive. */
    public Future<Void> begin() {
        if (!link.features().archive()) {
            return Future.succeededFuture();
        }
        return archive.page(new Archive.Query(null, null, null, null, "", null, 1))
                .onSuccess(page -> chats.lastArchived(page.last()))
                .mapEmpty();
    }

    /** Tells everything that the archive has after the newest message known. */
    public Future<Void> fill() {
        if (!link.features().archive()) {
            link.emit(EventData.RESET, new EventData.Reset("no-archive", "messages"));
            return Future.succeededFuture();
        }
        return fillFrom(0).recover(failure -> {
            if (ProblemException.isAway(failure)) {
                return Future.failedFuture(failure); // the next stream fills it
            }
            LOG.warn("the archive of {} did not fill the gap: {}", link.account(), failure.getMessage());
            link.emit(EventData.RESET, new EventData.Reset("archive-failed", "messages"));
            return Future.succeededFuture();
        });
    }

    private Future<Void> fillFrom(int filled) {
        String after = chats.lastArchived();
        // with an empty archive at login there is no id to start after; the time is all that is known then
        Instant start = after == null ? begun.minus(CLOCK_DIFFERENCE) : null;
        return archive.page(new Archive.Query(null, null, start, null, null, after == null ? "" : after, PAGE))
                .compose(page -> {
                    page.messages().forEach(one -> chats.archived(one.message(), one.id(), one.time()));
                    if (page.complete() || page.messages().isEmpty()) {
                        return Future.succeededFuture();
                    }
                    if (filled + page.messages().size() >= most) {
                        link.emit(EventData.RESET, new EventData.Reset("too-many-missed", "messages"));
                        return begin();
                    }
                    return fillFrom(filled + page.messages().size());
                })
                .recover(failure -> isForgotten(failure) ? startAnew() : Future.failedFuture(failure));
    }

    /** The archive no longer knows the message to start after: it has been trimmed since. */
    private static boolean isForgotten(Throwable failure) {
        return failure instanceof ProblemException refused && "item-not-found".equals(refused.problem().condition());
    }

    private Future<Void> startAnew() {
        link.emit(EventData.RESET, new EventData.Reset("archive-trimmed", "messages"));
        return begin();
    }
}
