package io.parley.fastpath.component;

import io.parley.fastpath.ChatRooms.Listener;
import io.parley.fastpath.ChatRooms.Occupant;
import java.util.Optional;
import java.util.function.Supplier;

/** Who comes and goes, as the workgroup sees it. */
final class Attendance {
    /** What the workgroup's view leads to. */
    interface Consequences {
        /** The workgroup itself is no longer in the room; {@code destroyed}: nor is the room. */
        void put(LiveRoom room, boolean destroyed);

        /** A visitor is gone whom nobody wanted to go. */
        void missing(LiveRoom room, Visit visit);
    }

    private final Supplier<Listener> listener;
    private final Consequences consequences;

    Attendance(Supplier<Listener> listener, Consequences consequences) {
        this.listener = listener;
        this.consequences = consequences;
    }

    /** A presence, no error, from a room to its workgroup. */
    void received(LiveRoom room, boolean available, Seat seat) {
        if (seat.nickname().isEmpty()) {
            return; // of the room itself: ejabberd shows its picture so
        }
        boolean own = seat.isOwn() || room.isInside() && seat.nickname().equals(room.nickname());
        if (own && !available && room.isInside() && !seat.isRenamed()) {
            consequences.put(room, seat.destroyed());
        } else if (!own && available) {
            came(room, seat);
        } else if (!own) {
            went(room, seat);
        }
    }

    private void came(LiveRoom room, Seat seat) {
        Optional<Visit> visit = Optional.ofNullable(seat.jid()).flatMap(room::visit);
        Occupant occupant = new Occupant(seat.nickname(), visit.map(Visit::visitor).orElse(seat.jid()));
        boolean isNew = room.seat(occupant);
        if (isNew && room.isInside() && !room.owesPresent()) {
            listener.get().entered(room.request(), occupant);
        }
        settle(room);
    }

    private void went(LiveRoom room, Seat seat) {
        Optional<Occupant> known = room.unseat(seat.nickname());
        if (seat.isRenamed() || seat.isShutdown()) {
            return; // they come again under the new one, or when the service does
        }
        Occupant occupant = known.orElse(new Occupant(seat.nickname(), seat.jid()));
        Optional<Visit> visit = Optional.ofNullable(seat.jid()).flatMap(room::visit);
        if (visit.isPresent() && !seat.isPutOut()) {
            room.seat(occupant); // nobody is told: they will be back in a moment
            consequences.missing(room, visit.get());
            return;
        }
        visit.ifPresent(room::remove);
        if (room.isInside() && !room.owesPresent()) {
            listener.get().left(room.request(), occupant, seat.reason());
        }
        settle(room);
    }

    /** After a return: tells who is there, as soon as those are whom this program brings back itself. */
    void settle(LiveRoom room) {
        if (room.owesPresent() && room.isInside() && room.hasItsVisitors()) {
            room.owePresent(false);
            listener.get().present(room.request(), room.occupants());
        }
    }

    /** A visitor could not be brought back. */
    void gone(LiveRoom room, Visit visit) {
        room.remove(visit);
        room.occupants().stream().filter(occupant -> visit.visitor().equals(occupant.jid())).forEach(occupant -> {
            room.unseat(occupant.nickname());
            if (!room.owesPresent()) {
                listener.get().left(room.request(), occupant, "disconnected");
            }
        });
        settle(room);
    }
}
