package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What is answered about users. */
public sealed interface UserReply extends BusRecord {

    /**
     * Some users.
     *
     * @param next the username to go on after; null at the end
     */
    record UserPage(List<DirectoryReply.User> users, String next) implements UserReply {
    }

    record Roster(List<Contact> rosterItem) implements UserReply {
    }

    /** {@code subscriptionType}: 0 none, 1 to, 2 from, 3 both. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Contact(String jid, String nickname, int subscriptionType, List<String> groups) {
    }

    /** {@code xml} is null where there is nothing in it. */
    record Card(String xml) implements UserReply {
    }
}
