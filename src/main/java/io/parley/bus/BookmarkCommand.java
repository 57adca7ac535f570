package io.parley.bus;

import io.parley.bus.BookmarkReply.AdminBookmark;

/** Bookmarks that admins give to users and groups. */
public sealed interface BookmarkCommand extends AdminCommand {

    /**
     * {@link BookmarkReply.AdminBookmarks}, in the order in which they were made.
     *
     * @param limit how many at the most; null for all
     * @param after the id behind which to begin; null for the first
     */
    record ListAdminBookmarks(Integer limit, Long after) implements BookmarkCommand {
    }

    /** {@link AdminBookmark}; 404 {@code unknown-bookmark}. */
    record GetAdminBookmark(long id) implements BookmarkCommand {
    }

    /** {@link AdminBookmark} with its id; 404 {@code unknown-group}, 409 {@code too-many-bookmarks}. */
    record CreateBookmark(AdminBookmark bookmark) implements BookmarkCommand {
        @Override
        public Deed deed() {
            return new Deed("bookmark created", bookmark.value(), bookmark.name());
        }
    }

    /** {@link AdminBookmark} as it is now; what is null in the given one stays. 404 {@code unknown-bookmark}, {@code unknown-group}. */
    record ChangeBookmark(long id, AdminBookmark bookmark) implements BookmarkCommand {
        @Override
        public Deed deed() {
            return Deed.of("bookmark changed", Long.toString(id));
        }
    }

    /** {@link Done}; 404 {@code unknown-bookmark}. */
    record DeleteBookmark(long id) implements BookmarkCommand {
        @Override
        public Deed deed() {
            return Deed.of("bookmark deleted", Long.toString(id));
        }
    }

    /** {@link Done}; 404 {@code unknown-bookmark}, 409 {@code too-many-properties}. */
    record PutBookmarkProperty(long id, String key, String value) implements BookmarkCommand {
        @Override
        public Deed deed() {
            return new Deed("bookmark's property kept", Long.toString(id), key);
        }
    }

    /** {@link Done}; 404 {@code unknown-bookmark}, {@code unknown-property}. */
    record RemoveBookmarkProperty(long id, String key) implements BookmarkCommand {
        @Override
        public Deed deed() {
            return new Deed("bookmark's property removed", Long.toString(id), key);
        }
    }
}
