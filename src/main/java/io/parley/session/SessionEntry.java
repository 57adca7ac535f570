package io.parley.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What another node needs to go on with a session when its node is gone. One for each user in the whole cluster; who changes it replaces
 * the one that they have read, so that of two who want it one has it.
 *
 * @param user     the local part of the JID
 * @param resource stays the same wherever the session lives: the server ends the old stream when the new one binds it
 * @param node     whose it is
 * @param epoch    of the session's log, raised by every take-over
 * @param sealed   encrypted, bound to user and stream id: {@link Sealed}; null where nothing is secret
 * @param show     own presence as the user chose it
 * @param away     whether nobody looked at the events
 * @param logins   ids of the devices that are logged in, the one longest unused first
 * @param since    milliseconds since 1970: what was told before has been written to a stream
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionEntry(String user, String streamId, String resource, String node, long epoch, String sealed, String show, String status,
                           boolean away, List<Seat> rooms, List<String> logins, long since) {

    /** A room that the user is in; its password, where it has one, is among the {@link Sealed}. */
    public record Seat(String room, String nick) {
    }

    /**
     * @param password  the user's own, only where nothing else can log them in
     * @param passwords of rooms, in the order of {@link #rooms}; null for those without
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Sealed(String password, List<String> passwords) {
    }

    /** What the sealed part is bound to: it is worth nothing in another entry. */
    public String binding() {
        return user + '\n' + streamId;
    }

    /** The same session on another node, in an epoch that is greater than all before. */
    public SessionEntry takenBy(String newNode, long newEpoch) {
        return new SessionEntry(user, streamId, resource, newNode, newEpoch, sealed, show, status, away, rooms, logins, since);
    }

    @Override
    public String toString() {
        return "SessionEntry[" + streamId + " of " + user + " on " + node + ", " + epoch + "]";
    }
}
