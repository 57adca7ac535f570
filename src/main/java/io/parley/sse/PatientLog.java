package io.parley.sse;

import io.parley.bus.Moving;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.StreamSignal;
import io.parley.flow.Patience;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * A log that is asked again while its session moves from node to node: the stream waits, and need not know. EventSource gives up for good on
 * any answer that is no stream.
 */
final class PatientLog implements SessionLog {
    private final SessionLog log;
    private final Patience whileMoving;
    private final Patience whileAway;

    /**
     * @param most how long it is asked again
     * @param over whether nobody waits any more
     */
    PatientLog(SessionLog log, Timers timers, InstantSource clock, Duration most, BooleanSupplier over) {
        this.log = log;
        this.whileMoving = new Patience(timers, clock, most, Moving::is, over);
        this.whileAway = new Patience(timers, clock, most, ProblemException::isAway, over);
    }

    @Override
    public Subscription subscribe(Handler<StreamSignal> handler) {
        return log.subscribe(handler);
    }

    @Override
    public Future<Attached> attach(String stream, String lastEventId, boolean stanzas) {
        return whileMoving.until(() -> log.attach(stream, lastEventId, stanzas));
    }

    @Override
    public Future<Events> read(long after, int max) {
        return whileMoving.until(() -> log.read(after, max));
    }

    /** The archives can be asked when the session's XMPP stream is there again, too. */
    @Override
    public Future<Recovered> recover(String lastEventId, String page) {
        return whileAway.until(() -> log.recover(lastEventId, page));
    }

    @Override
    public void written(String stream, long sequence) {
        log.written(stream, sequence);
    }

    @Override
    public void detach(String stream) {
        log.detach(stream);
    }

    @Override
    public boolean mayLose() {
        return log.mayLose();
    }
}
