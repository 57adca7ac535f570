package io.parley.session.room;

import io.parley.bus.ProblemException;
import io.parley.session.stanza.Archive;
import io.vertx.core.Future;
import java.util.function.BiConsumer;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;

/** What was said in a room while the user's connection was lost: from the room's archive, or from its history where it has none. */
final class RoomCatchUp {
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;
    private static final int HISTORY = 200;

    private final Archive archive;
    private final BiConsumer<Room, Archive.Archived> tell;

    RoomCatchUp(Archive archive, BiConsumer<Room, Archive.Archived> tell) {
        this.archive = archive;
        this.tell = tell;
    }

    /** With an archive to ask, the room's own history would only be told twice. */
    MUCInitialPresence.History historyFor(Room room) {
        return room.lastArchived() == null ? new MUCInitialPresence.History(-1, HISTORY, -1, null)
                : new MUCInitialPresence.History(-1, 0, -1, null);
    }

    Future<Void> fill(Room room) {
        return room.lastArchived() == null ? Future.succeededFuture() : fill(room, 0);
    }

    private Future<Void> fill(Room room, int pages) {
        Archive.Query query = new Archive.Query(room.jid(), null, null, null, null, room.lastArchived(), PAGE);
        return archive.page(query).compose(page -> {
            page.messages().forEach(one -> tell.accept(room, one));
            boolean more = !page.complete() && !page.messages().isEmpty() && pages < MOST_PAGES;
            return more ? fill(room, pages + 1) : Future.succeededFuture();
        }).recover(failure -> unavailable(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    private static boolean unavailable(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() != 503;
    }
}
