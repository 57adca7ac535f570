package io.parley.admin.bookmark;

import io.parley.bus.SessionReply.Bookmark;
import io.parley.flow.OneByOne;
import io.parley.session.bookmark.BookmarkStore;
import io.parley.store.DeliveredBookmarks;
import io.parley.store.DeliveredBookmarks.Delivered;
import io.parley.store.DeliveredBookmarks.State;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.Map;

/**
 * One user's bookmarks at the XMPP server beside what the user is given. What the user has changed, or taken away, is the user's own from
 * then on. What is about to be put there is written down first: found there after a crash, it is known to be ours.
 */
record Reconciled(String user, BookmarkStore store, DeliveredBookmarks delivered, Map<String, Bookmark> present) {
    private static final Delivered OWN = new Delivered("", State.OWN);

    static boolean isSettled(Bookmark wanted, Delivered before) {
        return before != null && (before.state() == State.OWN || before.state() == State.THERE && before.content().equals(content(wanted)));
    }

    /** All that a user can see of a bookmark but its room. */
    private static String content(Bookmark it) {
        return JsonArray.of(or(it.name()), Boolean.TRUE.equals(it.autojoin()), or(it.nick()), or(it.password())).encode();
    }

    private static String or(String text) {
        return text == null ? "" : text;
    }

    Future<Void> all(Map<String, Bookmark> wanted, Map<String, Delivered> before) {
        return OneByOne.each(wanted.values(), one -> give(one, before.get(one.jid())))
                .compose(given -> OneByOne.each(before.keySet().stream().filter(room -> !wanted.containsKey(room)).toList(),
                        room -> takeBack(room, before.get(room))));
    }

    private Future<Void> give(Bookmark wanted, Delivered before) {
        if (isSettled(wanted, before)) {
            return Future.succeededFuture();
        }
        Bookmark there = present.get(wanted.jid());
        if (there == null) {
            return before == null || before.state() == State.BEGUN ? put(wanted, "")
                    : delivered.put(user, wanted.jid(), new Delivered(content(wanted), State.THERE)); // the user took it away: so it stays
        }
        return isOurs(there, before) ? put(wanted, content(there)) : delivered.put(user, wanted.jid(), OWN);
    }

    /** What was begun may be there or what it was to replace. */
    private static boolean isOurs(Bookmark there, Delivered before) {
        if (before == null || before.state() == State.OWN) {
            return false;
        }
        return before.state() == State.THERE ? content(there).equals(before.content())
                : new JsonArray(before.content()).contains(content(there));
    }

    private Future<Void> put(Bookmark wanted, String instead) {
        return delivered.put(user, wanted.jid(), new Delivered(JsonArray.of(instead, content(wanted)).encode(), State.BEGUN))
                .compose(begun -> store.put(wanted))
                .compose(put -> delivered.put(user, wanted.jid(), new Delivered(content(wanted), State.THERE)));
    }

    private Future<Void> takeBack(String room, Delivered before) {
        Bookmark there = present.get(room);
        return (there != null && isOurs(there, before) ? store.remove(room) : Future.<Void>succeededFuture())
                .compose(gone -> delivered.remove(user, room));
    }
}
