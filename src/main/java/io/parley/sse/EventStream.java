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
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int PAGE = 200;
    private static final Duration REPORT = Duration.ofMillis(100);
    private static final String RESET = "chatapi.reset";

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
    private final PassingSignals passing = new PassingSignals();
    private State state = State.ATTACHING;
    private SessionLog.Subscription subscription = () -> { };
    private Timers.Timer heartbeat = () -> { };
    private Timers.Timer stall = () -> { };
    private Timers.Timer report = () -> { };
    private long epoch;
    private long written;
    private long reported;
    private long known;
    private boolean reporting;
    private boolean placed;
    private String connection;

    /** @param login the login that the stream belongs to, whose end is its end; null for a caller without one */
    EventStream(String id, HttpServerResponse response, SessionLog log, StreamSettings settings, Timers timers, StreamMetrics metrics,
                String login, boolean stanzas, Consumer<EventStream> onEnd) {
        this.id = id;
        this.response = response;
        this.writer = new SseWriter(response);
        this.log = log;
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
        epoch = attached.epoch();
        written = attached.after();
        reported = written;
        known = Math.max(known, attached.head());
        placed = attached.reset() != null; // then the reset says where it begins
        if (placed) {
            reset(attached.reset(), "all", attached.epoch() + "-" + attached.head() + "-" + settings.clock().millis());
        }
        connection = new JsonObject().put("state", attached.state()).encode();
        if (attached.recover()) {
            state = State.RECOVERING;
            recover(lastEventId, null);
        } else {
            beginReading();
        }
    }

    /**
     * Every stream says at once where it begins. A client that was cut before its first event would have no id to come back with, and
     * what was written into its dead connection would be lost.
     */
    private void beginReading() {
        if (!placed) {
            writer.event(epoch + "-" + written + "-" + settings.clock().millis(), "chatapi.connection", connection);
        }
        readOn();
    }

    private void recover(String lastEventId, String page) {
        log.recover(lastEventId, page).onSuccess(part -> recovered(part, lastEventId)).onFailure(this::fault);
    }

    private void recovered(Recovered part, String lastEventId) {
        if (state == State.ENDED) {
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
            recover(lastEventId, page);
        }
    }

    private void signal(StreamSignal signal) {
        if (state == State.ENDED) {
            return;
        }
        if (signal instanceof StreamSignal.Event event) {
            live(event);
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
        known = Math.max(known, event.sequence());
        if (state == State.STALLED) {
            cutWhenTooFarBehind();
        } else if (state == State.LIVE) {
            if (event.epoch() == epoch && event.sequence() == written + 1) {
                write(event);
                stallWhenFull();
            } else if (event.sequence() > written) {
                readOn();
            }
        }
    }

    private void write(StreamSignal.Event event) {
        if (stanzas || !event.channel().equals("chatapi.xmpp")) {
            writer.event(event);
            metrics.written(event.channel());
        }
        written = event.sequence();
        reportSoon();
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
        if (written >= known) {
            state = State.LIVE;
            writePassing();
            return;
        }
        state = State.READING;
        log.read(written, PAGE).onSuccess(this::page).onFailure(this::fault);
    }

    private void page(Events page) {
        if (state != State.READING) {
            return;
        }
        known = Math.max(known, page.head());
        if (page.epoch() != epoch || page.oldest() > written + 1) {
            LOG.debug("stream {} missed events {} to {}", id, written + 1, page.oldest() - 1);
            epoch = page.epoch();
            written = page.head();
            reset("too-much-missed", "all", epoch + "-" + page.head() + "-" + settings.clock().millis());
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
            readOn();
        }
    }

    private void cutWhenTooFarBehind() {
        if (known - written > settings.bufferEvents()) {
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
        if (state != State.ENDED) {
            LOG.info("stream {} ends, for its session cannot be asked: {}", id, failure.getMessage());
            endThen(writer::end);
        }
    }

    /** The login is over: the client is told, and need not come back. */
    private void close(String reason) {
        beginIfNotYet();
        writer.event(null, "chatapi.closed", new JsonObject().put("reason", reason).encode());
        endThen(writer::end);
    }

    private void beginIfNotYet() {
        if (state == State.ATTACHING) {
            writer.begin();
        }
    }

    /** The node stops: clients come back later, not all at once. */
    void drain(Duration retry) {
        if (state != State.ENDED) {
            beginIfNotYet();
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
    }

    /** Once for many events; what was not reported is told twice to a stream without an id, never lost. */
    private void reportSoon() {
        if (!reporting) {
            reporting = true;
            report = timers.after(REPORT, this::reportNow);
        }
    }

    private void reportNow() {
        reporting = false;
        if (written > reported) {
            reported = written;
            log.written(id, written);
        }
    }

    private void ended() {
        if (state != State.ENDED) {
            release();
            reportNow();
            log.detach(id);
        }
    }

    /** Everything that would outlive the stream otherwise; a cut connection calls no close handler. */
    private void release() {
        state = State.ENDED;
        subscription.cancel();
        heartbeat.cancel();
        stall.cancel();
        report.cancel();
        onEnd.accept(this);
    }
}
