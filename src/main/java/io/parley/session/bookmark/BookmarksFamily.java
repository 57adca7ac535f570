package io.parley.session.bookmark;

import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand.ListBookmarks;
import io.parley.bus.SessionCommand.PutBookmark;
import io.parley.bus.SessionCommand.RemoveBookmark;
import io.parley.bus.SessionReply;
import io.parley.bus.SessionReply.Bookmark;
import io.parley.session.CommandTable;
import io.parley.session.Family;
import io.parley.session.Link;
import io.parley.session.room.RoomNames;
import io.vertx.core.Future;
import java.util.Comparator;

/** The user's own bookmarks, in whichever way their server keeps them. */
public final class BookmarksFamily implements Family {
    private final Link link;
    private final RoomNames names;

    public BookmarksFamily(Link link, RoomNames names) {
        this.link = link;
        this.names = names;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(ListBookmarks.class, asked -> store().list().map(list -> new SessionReply.Bookmarks(
                list.stream().sorted(Comparator.comparing(Bookmark::jid)).toList())));
        table.on(PutBookmark.class, this::put);
        table.on(RemoveBookmark.class, this::remove);
    }

    private BookmarkStore store() {
        return BookmarkStore.of(link.iqs(), link.account(), link.features());
    }

    private Future<Done> put(PutBookmark asked) {
        Bookmark given = asked.bookmark();
        String jid = names.jid(given.jid(), null).toString();
        return exists(jid).compose(known -> {
            if (known && !asked.replace()) {
                throw Problem.conflict("bookmark-exists", "There is a bookmark for " + jid + " already.").exception();
            }
            if (!known && asked.replace()) {
                throw unknown(jid);
            }
            return store().put(new Bookmark(jid, given.name(), given.autojoin(), given.nick(), given.password()));
        }).map(done -> new Done());
    }

    private Future<Done> remove(RemoveBookmark asked) {
        String jid = names.jid(asked.jid(), null).toString();
        return exists(jid).compose(known -> {
            if (!known) {
                throw unknown(jid);
            }
            return store().remove(jid);
        }).map(done -> new Done());
    }

    private Future<Boolean> exists(String jid) {
        return store().list().map(list -> list.stream().anyMatch(one -> one.jid().equals(jid)));
    }

    private static RuntimeException unknown(String jid) {
        return Problem.notFound("unknown-bookmark", "There is no bookmark for " + jid + ".").exception();
    }
}
