package io.parley.bus;

import java.util.List;

/** What is asked of a session at {@link Addresses#session}, each in an {@link Ask} that names the caller. The answer is named beside it. */
public sealed interface SessionCommand extends BusRecord {

    // ---- life of a login and its event streams -------------------------------------------------------------------------------

    /** Ends the caller's login, or with {@code all} (and always for the master secret and Basic) every login and the session. {@link Done}. */
    record Logoff(boolean all) implements SessionCommand {
    }

    /** Another node has verified the credentials of this user: a login begins with {@code newLogin}. {@link Gate.Opened}. */
    record Join(boolean newLogin) implements SessionCommand {
    }

    /** Nothing but the check that the caller may use the session. {@link Gate.Opened}. */
    record Touch() implements SessionCommand {
    }

    /**
     * An event stream begins. {@link SessionReply.Attached}.
     *
     * @param stream      the stream's own id
     * @param lastEventId what the client gave, as it gave it; null for none
     * @param stanzas     whether it wants {@code chatapi.xmpp} too
     * @param node        the node that writes it, where signals have to go
     */
    record Attach(String stream, String lastEventId, boolean stanzas, String node) implements SessionCommand {
    }

    /** The log's events after a sequence, at most {@code max}. {@link SessionReply.Events}. */
    record ReadEvents(long after, int max) implements SessionCommand {
    }

    /** The archive's messages since an event of another epoch, a page at a time. {@link SessionReply.Recovered}. */
    record Recover(String lastEventId, String page) implements SessionCommand {
    }

    /** Up to {@code sequence} everything has been written to this stream. {@link Done}. */
    record Written(String stream, long sequence) implements SessionCommand {
    }

    /** An event stream has ended. {@link Done}. */
    record Detach(String stream) implements SessionCommand {
    }

    // ---- presence and contacts -----------------------------------------------------------------------------------------------

    /** {@code show}: chat, available, away, xa, dnd or offline; null is available. {@link Done}. */
    record SetPresence(String show, String status) implements SessionCommand {
    }

    /** {@link SessionReply.ContactPresence}. */
    record GetPresence(String jid) implements SessionCommand {
    }

    /** {@link SessionReply.Contacts}. */
    record ListContacts() implements SessionCommand {
    }

    /** Adds, asks for the subscription, and approves the contact's own request. {@link Done}. */
    record AddContact(String jid, String nickname, List<String> groups) implements SessionCommand {
    }

    /** {@link Done}; 404 for who is no contact. */
    record UpdateContact(String jid, String nickname, List<String> groups) implements SessionCommand {
    }

    /** Removes a contact, or refuses a request. {@link Done}; 404 for who is neither. */
    record RemoveContact(String jid) implements SessionCommand {
    }

    // ---- messages ------------------------------------------------------------------------------------------------------------

    /** {@link SessionReply.Sent} when the server has acknowledged it. {@code key}: the Idempotency-Key, or null. */
    record SendMessage(String to, Payload payload, String key) implements SessionCommand {
    }

    /** {@code state}: composing, paused, active, inactive or gone (XEP-0085). {@link Done}. */
    record SendChatState(String state, String to) implements SessionCommand {
    }

    /** {@link SessionReply.Messages}. Times are ISO 8601; {@code before} and {@code after} are archive ids. */
    record QueryMessages(String with, String room, String start, String end, String before, String after, int max, String keywords)
            implements SessionCommand {
    }

    // ---- rooms: {@code service} is the name of the MUC service or its whole domain; null is the configured one ----------------

    /** {@link SessionReply.ChatRooms}. {@code type}: all or public. */
    record ListRooms(String service, String type, String search) implements SessionCommand {
    }

    /** {@link SessionReply.ChatRoom}. */
    record GetRoom(String room, String service) implements SessionCommand {
    }

    /** {@link SessionReply.Participants}. */
    record ListParticipants(String room, String service) implements SessionCommand {
    }

    /** {@link SessionReply.Occupants}. */
    record ListOccupants(String room, String service) implements SessionCommand {
    }

    /** Joins, and creates the room when it is missing. {@link SessionReply.Joined}. */
    record JoinRoom(String room, String service, String nickname, String password) implements SessionCommand {
    }

    /** {@link SessionReply.Sent} when the room has reflected it. */
    record SendRoomMessage(String room, String service, Payload payload, String key) implements SessionCommand {
    }

    /** A mediated invitation (XEP-0045, section 7.8.2). {@link Done}. */
    record InviteToRoom(String room, String service, String jid, String reason) implements SessionCommand {
    }

    /** {@link Done}. */
    record LeaveRoom(String room, String service) implements SessionCommand {
    }

    // ---- the rest ------------------------------------------------------------------------------------------------------------

    /** One stanza of the caller's own. {@link SessionReply.StanzaAnswer}; its xml is null unless an IQ was sent. */
    record SendStanza(String xml) implements SessionCommand {
    }

    /** {@link SessionReply.Bookmarks}. */
    record ListBookmarks() implements SessionCommand {
    }

    /** {@code replace}: whether it must exist (404 else) or must not (409 else). {@link Done}. */
    record PutBookmark(SessionReply.Bookmark bookmark, boolean replace) implements SessionCommand {
    }

    /** {@link Done}; 404 when there is none. */
    record RemoveBookmark(String jid) implements SessionCommand {
    }

    /** {@link SessionReply.VCard}. */
    record GetVCard() implements SessionCommand {
    }

    /** {@link Done}. */
    record PutVCard(SessionReply.VCard card) implements SessionCommand {
    }

    // ---- from the queue of questions -----------------------------------------------------------------------------------------

    /**
     * An event for the user's streams, for the master's call only. {@link Done}.
     *
     * @param data    one JSON object, encoded
     * @param passing null: it is logged like any other; else the key under which it is true until the next (see {@link StreamSignal.Passing})
     */
    record Tell(String channel, String data, String passing) implements SessionCommand {
    }
}
