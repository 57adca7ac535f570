package io.parley.bus;

/** What is asked at {@link Addresses#BOOKMARKS}, about one user. */
public sealed interface BookmarkAsk extends BusRecord {

    /** {@link BookmarkReply.GivenBookmarks}: what admins have given to the user. */
    record GivenTo(String user) implements BookmarkAsk {
    }

    /** The user's session begins: whatever could not be delivered before is delivered now. {@link Done}, at once. */
    record Arrived(String user) implements BookmarkAsk {
    }
}
