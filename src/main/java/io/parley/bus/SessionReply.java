package io.parley.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;

/** What a session answers. Those that become an HTTP body have the contract's field names, and are encoded as they are. */
public sealed interface SessionReply extends BusRecord {

    /**
     * Where a new stream begins.
     *
     * @param epoch   the session's epoch
     * @param after   the stream continues after this sequence
     * @param head    the newest sequence
     * @param reset   why there is a gap that only fetching anew closes; null for none
     * @param recover whether the stream must first ask for {@link SessionCommand.Recover}
     * @param state   of the XMPP session: connected or reconnecting
     */
    record Attached(long epoch, long after, long head, String reset, boolean recover, String state) implements SessionReply {
    }

    /** A part of the log. {@code oldest} is the oldest sequence still kept; when it is greater than the one asked for, there is a gap. */
    record Events(long epoch, long oldest, long head, List<StreamSignal.Event> events) implements SessionReply {
    }

    /**
     * Messages of the archive, as events to be written with the ids that they carry.
     *
     * @param next  the page to ask for next; null when this was the last
     * @param reset what could not be had, for {@code chatapi.reset}; null for nothing
     * @param scope what the client has to fetch anew
     */
    record Recovered(List<RecoveredEvent> events, String next, String reset, String scope) implements SessionReply {
    }

    /** An event from an archive: {@code id} still counts in the old epoch, so that a client cut here continues here. */
    record RecoveredEvent(String id, String channel, String data) {
    }

    record Running(List<RunningSession> sessions) implements SessionReply {
    }

    /**
     * A session of Parley's own.
     *
     * @param show   what others see of it: available, chat, away, xa, dnd or offline
     * @param begun  milliseconds since 1970, on the node that has it now
     * @param active when the user asked for something last; milliseconds since 1970
     */
    record RunningSession(String user, String resource, String node, String show, String status, long begun, long active) {
    }

    /** {@code id} is the stanza's id: what the receiver sees as {@code id}. */
    record Sent(String id) implements SessionReply {
    }

    /** {@code show} is offline for unavailable and unknown contacts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ContactPresence(String jid, String show, String status, List<Resource> resources) implements SessionReply {
        /** One device of a contact. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        public record Resource(String jid, String show, String status, int priority) {
        }
    }

    record Contacts(List<RosterItem> rosterItem) implements SessionReply {
    }

    /** {@code subscriptionType}: -1 remove, 0 none, 1 to, 2 from, 3 both. {@code ask}: whether our request is still open. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RosterItem(String jid, String nickname, int subscriptionType, List<String> groups, String show, String status, Boolean ask) {
    }

    /** A page of the archive, oldest first; {@code before} and {@code after} continue it either way. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Messages(List<ArchivedMessage> messages, String before, String after, boolean complete) implements SessionReply {
    }

    /** {@code stanzaId} is the archive's id (XEP-0359), {@code timestamp} ISO 8601 in UTC. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ArchivedMessage(String id, String stanzaId, String type, String from, String to, String body, @JsonRawValue String data,
                           String timestamp) {
    }

    record ChatRooms(List<ChatRoom> chatRooms) implements SessionReply {
    }

    /** What a user may know of a room; null where the server does not tell. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChatRoom(String roomName, String naturalName, String description, String subject, Integer maxUsers, Boolean persistent,
                    Boolean publicRoom, Boolean membersOnly, Boolean moderated, Boolean passwordProtected,
                    Boolean canAnyoneDiscoverJID, Integer occupantsCount, String jid) implements SessionReply {
    }

    record Participants(List<Participant> participants) implements SessionReply {
    }

    /** {@code jid} is the occupant's address in the room. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Participant(String jid, String role, String affiliation, String show, String status) {
    }

    record Occupants(List<Occupant> occupants) implements SessionReply {
    }

    /** {@code userAddress} is the real JID where the room tells it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Occupant(String jid, String userAddress, String role, String affiliation, String show, String status) {
    }

    record Joined(String room, String nickname, boolean created) implements SessionReply {
    }

    record StanzaAnswer(String xml) implements SessionReply {
    }

    record Bookmarks(List<Bookmark> bookmarks) implements SessionReply {
    }

    /** A room that the user has marked (XEP-0402). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Bookmark(String jid, String name, Boolean autojoin, String nick, String password) {
    }

    /** The vCard's fields that Parley knows (XEP-0054); {@code photo} is base64 and goes with {@code photoType}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VCard(String fullName, String givenName, String familyName, String nickname, String email, String phone, String organization,
                 String title, String url, String birthday, String description, String photoType, String photo)
            implements SessionReply {
    }
}
