package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** A web client whose stream, when it ends, comes back on the next node, with the id of the event that it had last. On one event loop. */
final class Listener {
    /** Told the number and the id of each message, whenever it comes. */
    interface Heard {
        void message(long number, String id);
    }

    private static final long PAUSE_MILLIS = 100;
    private static final String ID = "id: ";

    private final Vertx vertx;
    private final List<ParleyUser> doors;
    private final Heard arrivals;
    private int at;
    private String coming;
    private String last;
    private boolean closed;

    /**
     * @param doors    the same login on each node
     * @param at       which of them has the stream
     */
    Listener(Vertx vertx, List<ParleyUser> doors, int at, Heard arrivals) {
        this.vertx = vertx;
        this.doors = doors;
        this.at = at;
        this.arrivals = arrivals;
    }

    Future<ParleyUser> open() {
        return doors.get(at).listen(last, this::line, this::comeBack);
    }

    private void comeBack() {
        if (!closed) {
            at = (at + 1) % doors.size();
            vertx.setTimer(PAUSE_MILLIS, again -> open().onFailure(refused -> comeBack()));
        }
    }

    private void line(String line) {
        long number = Body.numberInLine(line);
        if (number >= 0) {
            arrivals.message(number, Body.idIn(line));
        } else if (line.startsWith(ID)) {
            coming = line.substring(ID.length());
        } else if (line.isEmpty() && coming != null) {
            last = coming; // an event that is cut off has not come
        }
    }

    Future<Void> leave() {
        closed = true;
        return doors.get(at).leave();
    }
}
