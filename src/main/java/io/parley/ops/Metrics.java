package io.parley.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** Parley's own meters: the one place that names them. Vert.x measures HTTP, the event bus and its pools itself. For all threads. */
public final class Metrics {
    private final MeterRegistry registry;
    private final AtomicLong sessions;
    private final AtomicLong streams;
    private final AtomicLong logEvents;
    private final AtomicLong logBytes;
    private final Counter events;
    private final Counter loginsFailed;
    private final Counter connectionsLost;
    private final Counter connectionsResumed;
    private final Counter takenOver;
    private final Timer acknowledgements;

    public Metrics(MeterRegistry registry) {
        this.registry = registry;
        this.sessions = registry.gauge("parley.sessions", new AtomicLong());
        this.streams = registry.gauge("parley.streams", new AtomicLong());
        this.logEvents = registry.gauge("parley.log.events", new AtomicLong());
        this.logBytes = registry.gauge("parley.log.bytes", new AtomicLong());
        this.events = counter("parley.events.written", "events written to streams");
        this.loginsFailed = counter("parley.logins.failed", "logins with a wrong password");
        this.connectionsLost = counter("parley.xmpp.lost", "connections to the XMPP server that were lost");
        this.connectionsResumed = counter("parley.xmpp.resumed", "connections that came back where they were (XEP-0198)");
        this.takenOver = counter("parley.sessions.takenover", "sessions of other nodes that went on here");
        this.acknowledgements = Timer.builder("parley.xmpp.acknowledgement").publishPercentileHistogram()
                .description("from sending a message to the XMPP server's acknowledgement").register(registry);
    }

    /** Counts for nobody: for tests. */
    public static Metrics none() {
        return new Metrics(new CompositeMeterRegistry());
    }

    public void sessionOpened() {
        sessions.incrementAndGet();
    }

    public void sessionEnded() {
        sessions.decrementAndGet();
    }

    /** What a session's log holds has changed by so much; when the session ends, by minus all of it. */
    public void logChanged(long eventsMore, long bytesMore) {
        logEvents.addAndGet(eventsMore);
        logBytes.addAndGet(bytesMore);
    }

    public void streamOpened() {
        streams.incrementAndGet();
    }

    public void streamClosed() {
        streams.decrementAndGet();
    }

    public void eventWritten() {
        events.increment();
    }

    /** A stream was cut: {@code reason} is one of few words, such as buffer or stall. */
    public void streamCut(String reason) {
        registry.counter("parley.streams.cut", "reason", reason).increment();
    }

    /** A client was told {@code chatapi.reset}: {@code reason} is one of few words. */
    public void reset(String reason) {
        registry.counter("parley.resets", "reason", reason).increment();
    }

    public void loginFailed() {
        loginsFailed.increment();
    }

    public void connectionLost() {
        connectionsLost.increment();
    }

    public void connectionResumed() {
        connectionsResumed.increment();
    }

    public void takenOver() {
        takenOver.increment();
    }

    public void acknowledged(Duration since) {
        acknowledgements.record(since);
    }

    /** A request over the bus was answered: {@code command} is the name of its record, {@code outcome} ok or the problem's status. */
    public void answered(String command, String outcome, Duration since) {
        registry.timer("parley.bus.request", "command", command, "outcome", outcome).record(since);
    }

    public void asked(String workgroup) {
        registry.counter("parley.fastpath.asked", "workgroup", workgroup).increment();
    }

    /** A question was accepted by an expert, after so long. */
    public void accepted(String workgroup, Duration waited) {
        registry.timer("parley.fastpath.wait", "workgroup", workgroup).record(waited);
    }

    /** {@code reason} is one of few words. */
    public void requestEnded(String workgroup, String reason) {
        registry.counter("parley.fastpath.ended", "workgroup", workgroup, "reason", reason).increment();
    }

    /** {@code outcome}: rejected, missed or revoked. */
    public void offerRefused(String workgroup, String outcome) {
        registry.counter("parley.fastpath.refused", "workgroup", workgroup, "outcome", outcome).increment();
    }

    /** Tells how much of a bounded pool is taken: those that work and those that wait. */
    public void pool(String name, int capacity, IntSupplier taken) {
        Gauge.builder("parley.pool.taken", taken, IntSupplier::getAsInt).tag("pool", name)
                .strongReference(true).register(registry);
        Gauge.builder("parley.pool.capacity", () -> capacity).tag("pool", name).register(registry);
    }

    /** Something that can be counted at any time. */
    public void number(String name, String description, IntSupplier now) {
        Gauge.builder(name, now, IntSupplier::getAsInt).description(description).strongReference(true).register(registry);
    }

    /** How many sessions are open now, on all shards of this node. */
    public long sessions() {
        return sessions.get();
    }

    /** How many streams are open now, on all event loops of this node. */
    public long streams() {
        return streams.get();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
