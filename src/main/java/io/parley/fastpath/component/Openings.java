package io.parley.fastpath.component;

import io.parley.bus.Problem;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** Makes rooms, or comes into those that a former try has made. */
final class Openings {
    private final RoomBook book;
    private final ComponentLine line;
    private final Entrances entrances;
    private final RoomOwner owner;
    private final Attendance attendance;
    private final Map<LiveRoom, Future<Void>> running = new HashMap<>();

    Openings(RoomBook book, ComponentLine line, Entrances entrances, RoomOwner owner, Attendance attendance) {
        this.book = book;
        this.line = line;
        this.entrances = entrances;
        this.owner = owner;
        this.attendance = attendance;
    }

    /** @param fresh what the room is if it is not known yet */
    Future<LiveRoom> open(LiveRoom fresh) {
        LiveRoom room = book.find(fresh.address()).orElse(null);
        if (room != null) {
            Future<Void> begun = running.get(room);
            if (begun == null && !room.isInside()) {
                throw XmppServer.away().exception(); // it is on its way back
            }
            return begun == null ? Future.succeededFuture(room) : begun.map(room);
        }
        if (!line.isUp()) {
            throw XmppServer.away().exception();
        }
        book.add(fresh);
        fresh.owePresent(true);
        Future<Void> made = make(fresh);
        if (!made.isComplete()) {
            running.put(fresh, made);
            made.onComplete(done -> running.remove(fresh));
        }
        return made.map(fresh);
    }

    private Future<Void> make(LiveRoom room) {
        return entrances.enter(room.keeper(), room.address(), room.nickname(), Entrances.since(null))
                .compose(entered -> {
                    if (!entered.affiliation().equals("owner")) {
                        return Future.failedFuture(Problem.refused("forbidden", "The room is somebody else's.").exception());
                    }
                    // also one that was there: the try that made it may have come no further
                    return owner.configure(room).onSuccess(configured -> entered(room, entered))
                            .recover(failure -> undone(room, entered.created(), failure));
                }).onFailure(failure -> book.remove(room));
    }

    private Future<Void> undone(LiveRoom room, boolean created, Throwable failure) {
        return created && line.isUp() ? owner.destroy(room, null).transform(done -> Future.failedFuture(failure))
                : Future.failedFuture(failure);
    }

    private void entered(LiveRoom room, Entrances.Entered entered) {
        room.entered(entered.nickname());
        if (entered.created()) {
            room.owePresent(false);
        }
        attendance.settle(room);
    }
}
