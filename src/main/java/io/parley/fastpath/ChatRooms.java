package io.parley.fastpath;

import io.parley.bus.Payload;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Where an asker and experts meet: what the queue asks of the XMPP side, which knows of rooms and their occupants and of nothing else.
 * JIDs are bare and written as text. Every call fails with a {@link io.parley.bus.ProblemException}: 503 {@code xmpp-away} while the
 * server is away, 504 when it does not answer, 422 with the condition when it refuses.
 */
public interface ChatRooms {
    /**
     * A request's room.
     *
     * @param request   its id, which is the room's name too
     * @param workgroup the name of the workgroup in whose name it is kept
     */
    record Room(String request, String workgroup) {
    }

    /** Somebody in a room other than the workgroup itself. */
    record Occupant(String nickname, String jid) {
    }

    /**
     * What was said in a room.
     *
     * @param id       the stanza's id, the sender's own
     * @param stanzaId the archive's (XEP-0359); null where the server gives none
     * @param from     the occupant's address, {@code room@service/nickname}
     * @param jid      the sender's bare JID; null when the room does not tell
     */
    record RoomMessage(String id, String stanzaId, String from, String jid, Payload payload, Instant at) {
    }

    /** What happens in the rooms; called on the event loop of whoever made the rooms. */
    interface Listener {
        void entered(String request, Occupant occupant);

        /** {@code reason}: left, kicked, destroyed, … */
        void left(String request, Occupant occupant, String reason);

        void said(String request, RoomMessage message);

        void typing(String request, Occupant occupant, String state);

        /** The workgroup is in the room again after it was cut off: who is not among these has left meanwhile. */
        void present(String request, List<Occupant> occupants);

        /** The room is no longer there, and it was not us who closed it. */
        void lost(String request);
    }

    /** Who is told; once, before anything else. */
    void listen(Listener listener);

    /** Rooms of before this program was started: entered again as soon as the server is there, each told as {@code present} or {@code lost}. */
    void resume(Collection<Room> rooms);

    /** Makes the room where it is missing: for members only, archived, kept by the workgroup; {@code members} may come in. */
    Future<Void> open(Room room, Collection<String> members);

    /** Makes them a member. */
    Future<Void> admit(Room room, String jid);

    /** Makes them a member and invites them, in the workgroup's name (XEP-0045, section 7.8.2). */
    Future<Void> invite(Room room, String jid, String reason);

    /** Takes the membership away: who is inside is put out. */
    Future<Void> expel(Room room, String jid, String reason);

    /** Everybody leaves and the room is no more; one that is not there is closed already. */
    Future<Void> close(Room room, String reason);

    /** A visitor comes in; the nickname they have got, which differs from the wanted one when that was taken. Idempotent. */
    Future<String> enter(Room room, String visitor, String nickname);

    /** A visitor says something; done when the room has reflected it. */
    Future<Void> say(Room room, String visitor, String id, Payload payload);

    /** A visitor's chat state (XEP-0085). */
    Future<Void> type(Room room, String visitor, String state);

    Future<Void> leave(Room room, String visitor);

    /** What the room's archive has since then (XEP-0313), oldest first. */
    Future<List<RoomMessage>> archive(Room room, Instant since);

    /** Begins to connect to the XMPP server; one that is away is tried again and again. */
    Future<Void> start();

    /** Whether the XMPP server is there. */
    boolean connected();

    /** Numbers, for the state that operators read. */
    JsonObject debugState();

    /** Nothing more is sent or told; the rooms stay. */
    Future<Void> stop();
}
