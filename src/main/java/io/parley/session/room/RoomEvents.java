package io.parley.session.room;

import io.parley.session.EventData;
import io.parley.session.Link;

/** What is told about occupants. */
final class RoomEvents {
    private RoomEvents() {
    }

    static EventData.Occupant joined(Link link, Room room, Room.Seat seat, boolean self) {
        return event(link, "occupantJoined", room, seat, null, self);
    }

    /** {@code reason}: kicked, banned, renamed, …; null for who just left. */
    static EventData.Occupant left(Link link, Room room, Room.Seat seat, String reason, boolean self) {
        return event(link, "occupantLeft", room, seat, reason, self);
    }

    /** The user is out of the room without the room having said so. */
    static EventData.Occupant selfLeft(Link link, Room room, String reason) {
        return left(link, room, new Room.Seat(room.nick(), null, "none", "none", null), reason, true);
    }

    private static EventData.Occupant event(Link link, String type, Room room, Room.Seat seat, String reason, boolean self) {
        return new EventData.Occupant(type, room.jid().toString(), room.jid() + "/" + seat.nick(), link.self().toString(),
                seat.nick().toString(), seat.realJid(), seat.role(), seat.affiliation(), reason, self ? true : null);
    }
}
