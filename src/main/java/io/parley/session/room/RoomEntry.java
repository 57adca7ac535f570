package io.parley.session.room;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.session.Link;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jivesoftware.smackx.muc.packet.MUCOwner;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.xdata.packet.DataForm;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.parts.Resourcepart;

/** Entering and leaving rooms: presence goes out, and the room's answer to it says how it ended (XEP-0045, sections 7.2 and 7.14). */
final class RoomEntry {
    /** What a room may send of what was said before, to who comes for the first time. */
    static final MUCInitialPresence.History RECENT_HISTORY = new MUCInitialPresence.History(-1, 20, -1, null);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<Integer, String> REASONS = Map.of(301, "banned", 303, "renamed", 307, "kicked", 321, "affiliation-changed",
            322, "members-only", 332, "shutdown", 333, "technical");
    private static final Set<String> MISSING =
            Set.of("item-not-found", "service-unavailable", "remote-server-not-found", "remote-server-timeout");
    private static final String OVERTAKEN = "joining";
    private static final int SHUTDOWN = 332;
    private static final int RENAMED = 303;

    private final Link link;
    private final Map<EntityBareJid, Promise<Boolean>> entering = new HashMap<>();
    private final Map<EntityBareJid, Promise<Void>> leaving = new HashMap<>();

    RoomEntry(Link link) {
        this.link = link;
    }

    /** Enters; whether the room was made by it. A refusal is 422 with the room's condition. */
    Future<Boolean> enter(Room room, MUCInitialPresence.History history) {
        Promise<Boolean> entered = Promise.promise();
        Promise<Boolean> before = entering.put(room.jid(), entered);
        if (before != null) {
            before.tryFail(Problem.conflict(OVERTAKEN, "This room is being joined by another request.").exception());
        }
        MUCInitialPresence muc = new MUCInitialPresence();
        muc.setPassword(room.password());
        muc.setHistory(history);
        link.send(PresenceBuilder.buildPresence(link.newId("p-")).to(room.self()).addExtension(muc).build());
        return withDeadline(entered, "The room did not answer in time.")
                .onComplete(done -> entering.remove(room.jid(), entered))
                .compose(created -> created ? unlock(room).map(true) : Future.succeededFuture(false));
    }

    /** A new room is locked until its owner accepts the default configuration (XEP-0045, section 10.1.2). */
    private Future<IQ> unlock(Room room) {
        MUCOwner accept = new MUCOwner();
        accept.setType(IQ.Type.set);
        accept.setTo(room.jid());
        accept.addExtension(DataForm.builder(DataForm.Type.submit).build());
        return link.iqs().request(accept);
    }

    Future<Void> leave(Room room) {
        Promise<Boolean> coming = entering.get(room.jid());
        if (!room.joined()) {
            if (coming != null) { // the room may let the user in yet
                sayGoodbye(room);
                coming.tryFail(Problem.conflict("left-meanwhile", "The room was left before it was entered.").exception());
            }
            return Future.succeededFuture();
        }
        Promise<Void> left = Promise.promise();
        leaving.put(room.jid(), left);
        sayGoodbye(room);
        return withDeadline(left, "The room did not answer in time.").onComplete(done -> leaving.remove(room.jid(), left));
    }

    private void sayGoodbye(Room room) {
        link.send(PresenceBuilder.buildPresence(link.newId("p-")).ofType(Presence.Type.unavailable).to(room.self()).build());
    }

    /** Whether the room, or its whole service, was found not there: locked still, shutting down, or starting. */
    static boolean isMissing(Throwable failure) {
        return failure instanceof ProblemException refused && MISSING.contains(String.valueOf(refused.problem().condition()));
    }

    /** Whether nothing came in answer: ejabberd's rooms are processes, and what reaches one that is just ending is dropped without a word. */
    static boolean isSilence(Throwable failure) {
        return failure instanceof ProblemException late && late.problem().status() == 504;
    }

    /** Whether another attempt to enter the room has begun, and tells how it ends. */
    static boolean isOvertaken(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().code().equals(OVERTAKEN);
    }

    private <T> Future<T> withDeadline(Promise<T> promise, String late) {
        var deadline = link.timers().after(PATIENCE, () -> promise.tryFail(Problem.of(504, "xmpp-timeout", late).exception()));
        return promise.future().onComplete(done -> deadline.cancel());
    }

    /** An occupant's presence, ours included. */
    OccupantChange presence(Room room, Presence presence) {
        Resourcepart nick = presence.getFrom().getResourceOrEmpty();
        if (presence.getType() == Presence.Type.error) {
            return refused(room, presence.getError());
        }
        if (nick.length() == 0) {
            return OccupantChange.NOTHING; // ejabberd sends a presence of the room itself, with its picture
        }
        boolean self = isOwn(room, presence);
        return presence.getType() == Presence.Type.available ? came(room, nick, presence, self) : went(room, nick, presence, self);
    }

    boolean isOwn(Room room, Presence presence) {
        return presence.getFrom().getResourceOrEmpty().equals(room.nick()) || hasStatus(presence, 110);
    }

    private OccupantChange refused(Room room, StanzaError error) {
        Promise<Boolean> waiting = entering.get(room.jid());
        if (waiting != null) {
            String condition = error == null ? "undefined-condition" : error.getCondition().toString();
            waiting.tryFail(Problem.refused(condition, "The room refused: " + condition + ".").exception());
            return OccupantChange.NOTHING;
        }
        // a join that the client wrote itself: nobody waits for its answer, but it must not be tried again after every reconnection
        return room.joined() ? OccupantChange.NOTHING
                : new OccupantChange(Optional.of(RoomEvents.selfLeft(link, room, "not-admitted")), true);
    }

    private OccupantChange came(Room room, Resourcepart nick, Presence presence, boolean self) {
        Room.Seat seat = Room.seatOf(nick, presence);
        boolean isNew = room.seat(seat);
        if (self) {
            room.renamed(nick);
            boolean first = !room.joined();
            room.joined(true);
            Optional.ofNullable(entering.get(room.jid())).ifPresent(waiting -> waiting.tryComplete(hasStatus(presence, 201)));
            return first || isNew ? OccupantChange.of(RoomEvents.joined(link, room, seat, true)) : OccupantChange.NOTHING;
        }
        // those who are there already when the user comes are a list to be fetched, not an event each
        return isNew && room.joined() ? OccupantChange.of(RoomEvents.joined(link, room, seat, false)) : OccupantChange.NOTHING;
    }

    private OccupantChange went(Room room, Resourcepart nick, Presence presence, boolean self) {
        Room.Seat seat = room.unseat(nick).orElseGet(() -> Room.seatOf(nick, presence));
        String reason = reason(presence);
        if (!self) {
            return OccupantChange.of(RoomEvents.left(link, room, seat, reason, false));
        }
        if (hasStatus(presence, RENAMED)) {
            Optional.ofNullable(MUCUser.from(presence)).map(MUCUser::getItem).map(item -> item.getNick()).ifPresent(room::renamed);
            return OccupantChange.of(RoomEvents.left(link, room, seat, reason, true));
        }
        room.joined(false);
        Optional.ofNullable(leaving.get(room.jid())).ifPresent(Promise::tryComplete);
        // a room that is shut down with its server is entered again when the server is back
        boolean gone = !hasStatus(presence, SHUTDOWN);
        return new OccupantChange(Optional.of(RoomEvents.left(link, room, seat, reason, true)), gone);
    }

    private static boolean hasStatus(Presence presence, int code) {
        MUCUser user = MUCUser.from(presence);
        return user != null && user.getStatus().contains(MUCUser.Status.create(code));
    }

    /** Whether the user is out of the room for no reason: nobody put them out, and they have not asked for it here. */
    boolean isUnasked(Room room, Presence presence) {
        return reason(presence) == null && !leaving.containsKey(room.jid());
    }

    private static String reason(Presence presence) {
        MUCUser user = MUCUser.from(presence);
        if (user == null) {
            return null;
        }
        if (user.getDestroy() != null) {
            return "destroyed";
        }
        return user.getStatus().stream().map(status -> REASONS.get(status.getCode())).filter(reason -> reason != null)
                .findFirst().orElse(null);
    }

    /** The connection is gone, and with it every answer that was waited for. */
    void forget(Problem why) {
        // whoever is told takes itself out
        List.copyOf(entering.values()).forEach(waiting -> waiting.tryFail(why.exception()));
        List.copyOf(leaving.values()).forEach(waiting -> waiting.tryFail(why.exception()));
    }
}
