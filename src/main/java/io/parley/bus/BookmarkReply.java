package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.bus.DirectoryReply.Property;
import java.util.List;

/** What is told of bookmarks that admins give, in the field names of Openfire's client control. */
public sealed interface BookmarkReply extends BusRecord {
    /** A web page; {@code value} is its URL. */
    String URL = "url";

    /** A room; {@code value} is its JID. */
    String ROOM = "group_chat";

    record AdminBookmarks(List<AdminBookmark> bookmarks) implements BookmarkReply {
    }

    /**
     * @param bookmarkID null in a new one
     * @param type       {@link #URL} or {@link #ROOM}
     * @param global     given to everybody
     * @param users      usernames
     * @param groups     names
     * @param properties for clients; {@code autojoin} is Parley's own as well, of a room to be entered at login
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AdminBookmark(Long bookmarkID, String type, String name, String value, Boolean global, List<String> users, List<String> groups,
                         List<Property> properties) implements BookmarkReply {
    }

    record GivenBookmarks(List<Given> given) implements BookmarkReply {
    }

    /** As those see it to whom it is given. */
    record Given(long bookmarkID, String type, String name, String value, List<Property> properties) {
    }
}
