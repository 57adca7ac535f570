package io.parley.session.room;

import io.parley.bus.ProblemException;
import io.parley.session.stanza.Archive;
import io.parley.xmpp.MessageArchive;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;

/** What was said in a room while the user's connection was lost: from the room's archive, or from its history where it has none. */
final class RoomCatchUp {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final int HISTORY = 200;
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(2);

    private final Archive archive;
    private final BiConsumer<Room, MessageArchive.Archived> tell;
    private final Runnable untold;

    /** @param untold says that there is a gap which cannot be filled */
    RoomCatchUp(Archive archive, BiConsumer<Room, MessageArchive.Archived> tell, Runnable untold) {
        this.archive = archive;
        this.tell = tell;
        this.untold = untold;
    }

    /** With an archive to ask, the room's own history would only be told twice. */
    MUCInitialPresence.History historyFor(Room room) {
        return room.lastHeard() == null ? new MUCInitialPresence.History(-1, HISTORY, -1, null)
                : new MUCInitialPresence.History(-1, 0, -1, null);
    }

    Future<Void> fill(Room room) {
        if (room.lastHeard() == null) {
            return Future.succeededFuture();
        }
        // a room that another node was in is known by the time alone
        return fill(room, room.lastArchived() == null ? room.lastHeard() : null);
    }

    private Future<Void> fill(Room room, Instant since) {
        return pagesOf(room, since, 0)
                .recover(failure -> RoomEntry.isMissing(failure) ? pagesOf(room, room.lastHeard().minus(CLOCK_DIFFERENCE), 0)
                        : Future.failedFuture(failure))
                .recover(failure -> {
                    if (ProblemException.isAway(failure)) {
                        return Future.failedFuture(failure);
                    }
                    untold.run();
                    return Future.succeededFuture();
                });
    }

    /** @param since where the archive no longer knows the message to start after: a room made anew has an archive of its own */
    private Future<Void> pagesOf(Room room, Instant since, int pages) {
        String after = since != null && pages == 0 ? "" : room.lastArchived();
        return archive.page(new MessageArchive.Query(room.jid(), null, since, null, null, after, PAGE)).compose(page -> {
            page.messages().forEach(one -> tell.accept(room, one));
            boolean more = !page.complete() && !page.messages().isEmpty();
            if (more && pages == MOST_PAGES) {
                untold.run();
            }
            return more && pages < MOST_PAGES ? pagesOf(room, since, pages + 1) : Future.succeededFuture();
        });
    }
}
