package io.parley.session.bookmark;

import io.parley.bus.SessionReply.Bookmark;
import io.vertx.core.Future;
import java.util.List;

/** Where a user's bookmarks are kept on the XMPP server. */
interface BookmarkStore {
    Future<List<Bookmark>> list();

    /** Creates it, or replaces the one of the same JID. */
    Future<Void> put(Bookmark bookmark);

    Future<Void> remove(String jid);
}
