package io.parley.sse;

import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.StreamSignal;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's event stream. It is a cursor on the session's log: live events are written while they follow on what was written last, and
 * whatever is missing (a replay, a hole, a client that was slow) is read from the log. So there is one way for an event to the client,
 * no seam between replay and live, and no buffer here that could grow.
 *
 * <pre>
 * ATTACHING ──► RECOVERING (another epoch: the archives first) ──► READING ◄──► LIVE ──► ENDED
 *                                                                     ▲          │
 *                                                                     └─ STALLED ◄┘ the client does not read; too long or too far: cut
 * </pre>
 *
 * From each of them back to ATTACHING when the session has moved to another node; the client need not come back for that.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int PAGE = 200;
    private static final String RESET = "chatapi.reset";
    /** How long a session may take from one node to another before its streams end, for their clients to come back. */
    private static final Duration MOVE = Duration.ofSeconds(60);

    private enum State { ATTACHING, RECOVERING, READING, LIVE, STALLED, ENDED }

    private final String id;
    private final HttpServerResponse response;
    private final SseWriter writer;
    private final SessionLog log;
    private final StreamSettings settings;
    private final Timers timers;
    private final StreamMetrics metrics;
    private final String login;
    private final boolean stanzas;
    private final Consumer<EventStream> onEnd;
    private final Cursor cursor;
    private final Receipts receipts;
    private final PassingSignals passing = new PassingSignals();
    private State state = State.ATTACHING;
    private SessionLog.Subscription subscription = () -> { };
    private Timers.Timer heartbeat = () -> { };
    private Timers.Timer stall = () -> { };
    /** How many questions the stream has asked: only the newest one's answer counts, for the session may have moved in between. */
    private int questions;
    private boolean quiet;
    private boolean moved;
    private boolean placed;
    private String connection;

    /** @param login the login that the stream belongs to, whose end is its end; null for a caller without one */
    EventStream(String id, HttpServerResponse response, SessionLog log, StreamSettings settings, Timers timers, StreamMetrics metrics,
                String login, boolean stanzas, Consumer<EventStream> onEnd) {
        this.id = id;
        this.response = response;
        this.writer = new SseWriter(response);
        this.log = new PatientLog(log, timers, settings.clock(), MOVE, () -> state == State.ENDED);
        this.cursor = new Cursor(settings.clock());
        this.receipts = new Receipts(timers, cursor::written, sequence -> log.written(id, sequence));
        this.settings = settings;
        this.timers = timers;
        this.metrics = metrics;
        this.login = login;
        this.stanzas = stanzas;
        this.onEnd = onEnd;
    }

    /** Begins; what fails here is still answered as a problem, for nothing has been written yet. */
    Future<Void> begin(String lastEventId) {
        subscription = log.subscribe(this::signal);
        return log.attach(id, lastEventId, stanzas)
                .<Void>map(attached -> {
                    if (response.closed()) {
                        ended();
                    } else if (state != State.ENDED) {
                        attached(attached, lastEventId);
                    }
                    return null;
                })
                .recover(failure -> {
                    if (state == State.ENDED) {
                        return Future.succeededFuture(); // its session ended meanwhile, and the client has been told
                    }
                    release();
                    return Future.failedFuture(failure);
                });
    }

    /** The connection is gone, or the response has ended in another way. */
    void closed() {
        ended();
    }

    private void attached(Attached attached, String lastEventId) {
        response.drainHandler(drained -> resume());
        writer.begin();
        heartbeat = timers.every(settings.heartbeat(), this::beat);
        place(attached, lastEventId);
    }

    private void place(Attached attached, String lastEventId) {
        cursor.place(attached, lastEventId);
        receipts.begin();
        placed = attached.reset() != null; // then the reset says where it begins
        if (placed) {
            reset(attached.reset(), "all", cursor.at(attached.head()));
        }
        connection = new JsonObject().put("state", attached.state()).encode();
        if (attached.recover()) {
            state = State.RECOVERING;
            recover(lastEventId, null);
        } else {
            beginReading();
        }
    }

    /** Whoever keeps the log is elsewhere now: it goes on there after what was written last. */
    private void attachAgain() {
        if (state == State.STALLED) {
            moved = true; // when the client reads again
        } else if (state != State.ENDED && state != State.ATTACHING) {
            state = State.ATTACHING;
            String from = cursor.last();
            ask(log.attach(id, from, stanzas), attached -> {
                LOG.debug("stream {} goes on in epoch {}", id, attached.epoch());
                place(attached, from);
            });
        }
    }

    /**
     * Every stream says at once where it begins. A client that was cut before its first event would have no id to come back with, and
     * what was written into its dead connection would be lost.
     */
    private void beginReading() {
        if (!placed) {
            writer.event(cursor.here(), "chatapi.connection", connection);
        }
        readOn();
    }

    private void recover(String lastEventId, String page) {
        ask(log.recover(lastEventId, page), part -> recovered(part, lastEventId));
    }

    private void read() {
        state = State.READING;
        ask(log.read(cursor.written(), PAGE), this::page);
    }

    private <T> void ask(Future<T> question, Consumer<T> answered) {
        int asked = ++questions;
        question.onComplete(answer -> {
            if (asked != questions || state == State.ENDED) {
                return;
            }
            if (answer.succeeded()) {
                answered.accept(answer.result());
            } else {
                fault(answer.cause());
            }
        });
    }

    private void recovered(Recovered part, String lastEventId) {
        if (state != State.RECOVERING) {
            return;
        }
        part.events().forEach(event -> writer.event(event.id(), event.channel(), event.data()));
        if (part.reset() != null) {
            reset(part.reset(), part.scope(), null);
        }
        if (part.next() == null) {
            beginReading();
        } else if (writer.isFull()) {
            stalled();
            response.drainHandler(drained -> recoverOn(lastEventId, part.next()));
        } else {
            recover(lastEventId, part.next());
        }
    }

    private void recoverOn(String lastEventId, String page) {
        if (state == State.STALLED) {
            stall.cancel();
            state = State.RECOVERING;
            response.drainHandler(drained -> resume());
            if (!movedMeanwhile()) {
                recover(lastEventId, page);
            }
        }
    }

    private void signal(StreamSignal signal) {
        if (state == State.ENDED) {
            return;
        }
        quiet = false;
        if (signal instanceof StreamSignal.Event event) {
            live(event);
        } else if (signal instanceof StreamSignal.Moved) {
            attachAgain();
        } else if (signal instanceof StreamSignal.Passing now) {
            passing.keep(now);
            writePassing();
        } else if (signal instanceof StreamSignal.LoginEnded ended && ended.login().equals(login)) {
            close(ended.reason());
        } else if (signal instanceof StreamSignal.SessionEnded ended) {
            close(ended.reason());
        }
    }

    private void live(StreamSignal.Event event) {
        if (state == State.ATTACHING) {
            cursor.heardMeanwhile(event);
        } else if (cursor.isBefore(event.epoch())) {
            attachAgain();
        } else if (cursor.isOf(event.epoch())) {
            cursor.knows(event.sequence());
            next(event);
        }
    }

    private void next(StreamSignal.Event event) {
        if (state == State.STALLED) {
            cutWhenTooFarBehind();
        } else if (state == State.LIVE) {
            if (cursor.isNext(event)) {
                write(event);
                stallWhenFull();
            } else if (cursor.lacks(event)) {
                readOn();
            }
        }
    }

    private void write(StreamSignal.Event event) {
        if (stanzas || !event.channel().equals("chatapi.xmpp")) {
            writer.event(event);
            metrics.written(event.channel());
        }
        cursor.wrote(event);
        receipts.soon();
    }

    /** Only behind everything that happened before: a position must not be told to somebody who has not been told of the question. */
    private void writePassing() {
        while (state == State.LIVE) {
            StreamSignal.Passing next = passing.take();
            if (next == null) {
                return;
            }
            writer.event(null, next.channel(), next.data());
            metrics.written(next.channel());
            stallWhenFull();
        }
    }

    private void readOn() {
        if (state == State.ENDED) {
            return;
        }
        if (cursor.isAtHead()) {
            state = State.LIVE;
            cursor.settle();
            writePassing();
            return;
        }
        read();
    }

    private void page(Events page) {
        if (state != State.READING) {
            return;
        }
        if (!cursor.isOf(page.epoch())) {
            attachAgain();
            return;
        }
        cursor.knows(page.head());
        if (page.oldest() > cursor.written() + 1) {
            LOG.debug("stream {} missed events {} to {}", id, cursor.written() + 1, page.oldest() - 1);
            cursor.skipTo(page.head());
            reset("too-much-missed", "all", cursor.at(page.head()));
        } else {
            page.events().forEach(this::write);
        }
        if (!stallWhenFull()) {
            readOn();
        }
    }

    /** Never a silent gap: what cannot be had is named, with the place from which on everything can. */
    private void reset(String reason, String scope, String at) {
        metrics.reset(reason);
        if (at != null) {
            cursor.told(at);
        }
        writer.event(at, RESET, new JsonObject().put("reason", reason).put("scope", scope).encode());
    }

    private boolean stallWhenFull() {
        if (!writer.isFull()) {
            return false;
        }
        stalled();
        return true;
    }

    private void stalled() {
        state = State.STALLED;
        stall.cancel();
        stall = timers.after(settings.stall(), () -> cut("stalled"));
    }

    private void resume() {
        if (state == State.STALLED) {
            stall.cancel();
            state = State.READING;
            if (!movedMeanwhile()) {
                readOn();
            }
        }
    }

    private boolean movedMeanwhile() {
        boolean elsewhere = moved;
        moved = false;
        if (elsewhere) {
            attachAgain();
        }
        return elsewhere;
    }

    private void cutWhenTooFarBehind() {
        if (cursor.behind() > settings.bufferEvents()) {
            cut("too-slow");
        }
    }

    /** The client does not read. It comes back with the id of what it has read, and is given the rest. */
    private void cut(String why) {
        LOG.info("stream {} is cut: {}", id, why);
        metrics.cut(why);
        ended();
        response.reset();
    }

    private void fault(Throwable failure) {
        LOG.info("stream {} ends, for its session cannot be asked: {}", id, failure.getMessage());
        endThen(writer::end);
    }

    /** The login is over: the client is told, and need not come back. */
    private void close(String reason) {
        writer.begin();
        writer.event(null, "chatapi.closed", new JsonObject().put("reason", reason).encode());
        endThen(writer::end);
    }

    /** The node stops: clients come back later, not all at once. */
    void drain(Duration retry) {
        if (state != State.ENDED) {
            writer.begin();
            endThen(() -> writer.endWithRetry(retry));
        }
    }

    private void endThen(Runnable farewell) {
        ended();
        if (!response.closed()) {
            farewell.run();
        }
    }

    private void beat() {
        if (!writer.isFull()) {
            writer.heartbeat();
        }
        if (quiet && state == State.LIVE && log.mayLose()) {
            read(); // the last event may have been lost, and then nothing would ever tell of it
        }
        quiet = true;
    }

    private void ended() {
        if (state != State.ENDED) {
            release();
            receipts.now();
            log.detach(id);
        }
    }

    /** Everything that would outlive the stream otherwise; a cut connection calls no close handler. */
    private void release() {
        state = State.ENDED;
        subscription.cancel();
        heartbeat.cancel();
        stall.cancel();
        receipts.end();
        onEnd.accept(this);
    }
}
