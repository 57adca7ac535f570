package io.parley.http;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.FastpathCommand.AttachVisitor;
import io.parley.bus.FastpathCommand.DetachVisitor;
import io.parley.bus.FastpathCommand.ReadVisitorEvents;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.StreamSignal;
import io.parley.sse.SessionLog;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request's events over the bus: kept in SQL, whole, as long as the request is. */
final class BusVisitorLog implements SessionLog {
    private static final Logger LOG = LoggerFactory.getLogger(BusVisitorLog.class);

    private final Bus bus;
    private final FastpathClient queue;
    private final String request;
    private final Caller caller;

    BusVisitorLog(Bus bus, FastpathClient queue, String request, Caller caller) {
        this.bus = bus;
        this.queue = queue;
        this.request = request;
        this.caller = caller;
    }

    @Override
    public Subscription subscribe(Handler<StreamSignal> handler) {
        MessageConsumer<StreamSignal> events = bus.onSignal(Addresses.visitorEvents(request), handler);
        MessageConsumer<StreamSignal> moves = bus.onSignal(Addresses.QUEUE_MOVED, handler);
        return () -> {
            events.unregister();
            moves.unregister();
        };
    }

    /** Visitors have no stanzas. */
    @Override
    public Future<Attached> attach(String stream, String lastEventId, boolean stanzas) {
        return queue.ask(caller, new AttachVisitor(request, stream, lastEventId, bus.node()), Attached.class);
    }

    @Override
    public Future<Events> read(long after, int max) {
        return queue.ask(caller, new ReadVisitorEvents(request, after, max), Events.class);
    }

    /** Nothing more is to be had: there is no other archive. */
    @Override
    public Future<Recovered> recover(String lastEventId, String page) {
        return Future.succeededFuture(new Recovered(List.of(), null, null, null));
    }

    /** A stream without an id is given the whole log, so nobody has to remember what was written before. */
    @Override
    public void written(String stream, long sequence) {
    }

    @Override
    public boolean mayLose() {
        return !bus.serves(Addresses.FASTPATH);
    }

    @Override
    public void detach(String stream) {
        queue.ask(caller, new DetachVisitor(request, stream), Done.class)
                .onFailure(failure -> LOG.debug("{} was not told: {}", request, failure.getMessage()));
    }
}
