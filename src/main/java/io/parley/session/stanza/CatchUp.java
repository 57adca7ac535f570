package io.parley.session.stanza;

import io.parley.bus.ProblemException;
import io.parley.session.EventData;
import io.parley.session.Link;
import io.parley.xmpp.MessageArchive;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the gap after a stream that could not be resumed: what the server took for the user meanwhile stands in the archive. What
 * cannot be filled is named by {@code chatapi.reset}, never passed over.
 */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final int PAGE = 100;
    private static final int MOST_TRIES = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Set<String> PASSING = Set.of("internal-server-error", "resource-constraint");

    private final Link link;
    private final Archive archive;
    private final Chats chats;
    private final int most;
    private Instant since;

    /** @param most messages that one gap may have; more are left to the client, who is told */
    public CatchUp(Link link, Archive archive, Chats chats, int most) {
        this.link = link;
        this.archive = archive;
        this.chats = chats;
        this.most = most;
    }

    /** Before this the user has been told everything, by another node; after it nothing is known. */
    public void since(Instant time) {
        since = time;
    }

    /** Notes the archive's newest message, once the server knows that the user is there: what comes after it is told as it comes. */
    public Future<Void> begin() {
        return link.features().archive() ? startFromNewest() : Future.succeededFuture();
    }

    private Future<String> newest() {
        return archive.page(new MessageArchive.Query(null, null, null, null, "", null, 1)).map(MessageArchive.Page::last);
    }

    private Future<Void> startFromNewest() {
        return newest().onSuccess(chats::lastArchived).mapEmpty();
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

    private Future<Void> fillFrom(long filled) {
        String after = chats.lastArchived();
        // an archive that was empty at login has nothing but news: from its beginning
        return patiently(new MessageArchive.Query(null, null, since, null, null, after == null ? "" : after, PAGE), 0)
                .compose(page -> {
                    long news = page.messages().stream().filter(one -> chats.archived(one.message(), one.id(), one.time())).count();
                    if (page.complete() || page.messages().isEmpty()) {
                        return Future.succeededFuture();
                    }
                    if (filled + news >= most) {
                        link.emit(EventData.RESET, new EventData.Reset("too-many-missed", "messages"));
                        return startFromNewest();
                    }
                    return fillFrom(filled + news);
                })
                .recover(failure -> isForgotten(failure) ? startAnew() : Future.failedFuture(failure));
    }

    /** ejabberd lets users in a moment before its database works, and says so with an error of its own. */
    private Future<MessageArchive.Page> patiently(MessageArchive.Query query, int tries) {
        return archive.page(query).recover(failure -> {
            if (tries >= MOST_TRIES || !isPassing(failure)) {
                return Future.failedFuture(failure);
            }
            Promise<MessageArchive.Page> later = Promise.promise();
            link.timers().after(BETWEEN_TRIES, () -> patiently(query, tries + 1).onComplete(later));
            return later.future();
        });
    }

    private static boolean isPassing(Throwable failure) {
        return failure instanceof ProblemException refused && PASSING.contains(String.valueOf(refused.problem().condition()));
    }

    /** The archive no longer knows the message to start after: it has been trimmed since. */
    private static boolean isForgotten(Throwable failure) {
        return failure instanceof ProblemException refused && "item-not-found".equals(refused.problem().condition());
    }

    private Future<Void> startAnew() {
        link.emit(EventData.RESET, new EventData.Reset("archive-trimmed", "messages"));
        return startFromNewest();
    }
}
