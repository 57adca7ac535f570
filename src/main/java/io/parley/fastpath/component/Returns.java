package io.parley.fastpath.component;

import io.parley.bus.Problem;
import io.parley.chance.Secrets;
import io.parley.fastpath.ChatRooms.Listener;
import io.parley.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the workgroups back into their rooms, a few at a time, and makes rooms again that their server has lost. */
final class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);
    private static final int AT_ONCE = 16;
    private static final int MOST_TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final RoomBook book;
    private final ComponentLine line;
    private final Entrances entrances;
    private final RoomOwner owner;
    private final Hearing hearing;
    private final Visits visits;
    private final Attendance attendance;
    private final Supplier<Listener> listener;
    private final Timers timers;
    private final Secrets secrets;
    private final Deque<LiveRoom> waiting = new ArrayDeque<>();
    private int running;

    Returns(RoomBook book, ComponentLine line, Entrances entrances, RoomOwner owner, Hearing hearing, Visits visits,
            Attendance attendance, Supplier<Listener> listener, Timers timers, Secrets secrets) {
        this.book = book;
        this.line = line;
        this.entrances = entrances;
        this.owner = owner;
        this.hearing = hearing;
        this.visits = visits;
        this.attendance = attendance;
        this.listener = listener;
        this.timers = timers;
        this.secrets = secrets;
    }

    /** Rooms on their way back or waiting for it. */
    int pending() {
        return waiting.size() + running;
    }

    void bringBack(LiveRoom room) {
        room.cutOff();
        room.owePresent(true);
        if (line.isUp() && !waiting.contains(room)) {
            waiting.add(room);
            next();
        }
    }

    /** The line is cut: they all come back when it is there again. */
    void forget() {
        waiting.clear();
    }

    private void next() {
        while (running < AT_ONCE && !waiting.isEmpty() && line.isUp()) {
            LiveRoom room = waiting.poll();
            if (book.has(room)) {
                running++;
                attempt(room).onComplete(done -> {
                    running--;
                    next();
                });
            }
        }
    }

    private Future<Void> attempt(LiveRoom room) {
        hearing.hold(room);
        return entrances.enter(room.keeper(), room.address(), room.nickname(), Entrances.since(room.lastHeard()))
                .compose(entered -> restored(room, entered).map(entered))
                .onSuccess(entered -> back(room, entered.nickname()))
                .onFailure(failure -> failed(room, failure)).mapEmpty();
    }

    private Future<Void> restored(LiveRoom room, Entrances.Entered entered) {
        if (!entered.created()) {
            return entered.affiliation().equals("owner") ? Future.succeededFuture() : Future.failedFuture(gone());
        }
        // whom it was for is not known, or it was closed meanwhile: an empty room of the same name helps nobody
        if (!room.isWhole() || !book.has(room)) {
            return owner.destroy(room, null).transform(done -> Future.failedFuture(gone()));
        }
        return owner.configure(room).compose(configured -> owner.admit(room, room.members()));
    }

    private static Throwable gone() {
        return Problem.refused("gone", "The room is no longer there.").exception();
    }

    private void back(LiveRoom room, String nickname) {
        if (!book.has(room)) {
            return;
        }
        room.entered(nickname);
        hearing.catchUp(room);
        visits.bringBack(room);
        attendance.settle(room);
    }

    private void failed(LiveRoom room, Throwable failure) {
        if (!line.isUp() || !book.has(room)) {
            return;
        }
        int tries = room.failed();
        if (StanzaErrors.mayPass(failure) && tries <= MOST_TRIES) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 5));
            timers.after(Duration.ofMillis((long) (pause.toMillis() * (0.5 + secrets.jitter() / 2))), () -> again(room));
        } else {
            lost(room, failure.getMessage());
        }
    }

    private void again(LiveRoom room) {
        if (book.has(room) && !room.isInside()) {
            bringBack(room);
        }
    }

    void lost(LiveRoom room, String why) {
        LOG.info("room {} is lost: {}", room.request(), why);
        book.remove(room);
        hearing.forget(room);
        listener.get().lost(room.request());
    }
}
