package io.parley.fastpath;

import io.parley.store.fastpath.RequestRow;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The addresses of users, workgroups, visitors and rooms.
 *
 * @param domain      of the users
 * @param workgroups  the domain of the workgroups' JIDs
 * @param visitors    the domain of visitors without an account
 * @param conference  the domain of the rooms
 * @param meetingUrl  a template with {@code {domain}} and {@code {room}}
 */
public record Places(String domain, String workgroups, String visitors, String conference, Supplier<String> meetingUrl) {
    String workgroup(String name) {
        return name + "@" + workgroups;
    }

    String user(String username) {
        return username + "@" + domain;
    }

    String room(String request) {
        return request + "@" + conference;
    }

    /** A request's room stays in the name of the workgroup that made it, wherever the request is handed to. */
    static ChatRooms.Room roomOf(RequestRow request) {
        return new ChatRooms.Room(request.id(), request.keeper() == null ? request.workgroup() : request.keeper());
    }

    String meeting(String request) {
        return meetingUrl.get().replace("{domain}", domain).replace("{room}", request);
    }

    /** The username of a bare JID of this domain. */
    Optional<String> username(String jid) {
        int at = jid.indexOf('@');
        return at > 0 && jid.substring(at + 1).equalsIgnoreCase(domain) ? Optional.of(jid.substring(0, at)) : Optional.empty();
    }

    /** What is before the @ of a JID, or the name as it is. */
    static String local(String nameOrJid) {
        int at = nameOrJid.indexOf('@');
        return at < 0 ? nameOrJid : nameOrJid.substring(0, at);
    }
}
