package io.parley.session.bookmark;

import io.parley.bus.SessionReply.Bookmark;
import io.parley.session.Features;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import java.util.List;
import org.jxmpp.jid.EntityBareJid;

/** Where a user's bookmarks are kept on the XMPP server. */
public interface BookmarkStore {
    /** @param iqs asks as the user whose bookmarks they are; by {@code features} it is known where this server has them */
    static BookmarkStore of(IqChannel iqs, EntityBareJid account, Features features) {
        return features.personalEventing() ? new EventedBookmarks(iqs, account) : new PrivateBookmarks(iqs);
    }

    Future<List<Bookmark>> list();

    /** Creates it, or replaces the one of the same JID. */
    Future<Void> put(Bookmark bookmark);

    Future<Void> remove(String jid);
}
