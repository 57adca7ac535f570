package io.parley.http;

import io.parley.bus.Addresses;
import io.parley.bus.Ask;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.SessionCommand;
import io.parley.bus.SessionCommand.Attach;
import io.parley.bus.SessionCommand.Detach;
import io.parley.bus.SessionCommand.ReadEvents;
import io.parley.bus.SessionCommand.Recover;
import io.parley.bus.SessionCommand.Written;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.StreamSignal;
import io.parley.sse.SessionLog;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.MessageConsumer;

/** A session's events over the bus. */
final class BusSessionLog implements SessionLog {
    private final Bus bus;
    private final String streamId;
    private final Caller caller;

    BusSessionLog(Bus bus, String streamId, Caller caller) {
        this.bus = bus;
        this.streamId = streamId;
        this.caller = caller;
    }

    @Override
    public Subscription subscribe(Handler<StreamSignal> handler) {
        MessageConsumer<StreamSignal> consumer = bus.onSignal(Addresses.events(streamId), handler);
        return consumer::unregister;
    }

    @Override
    public Future<Attached> attach(String stream, String lastEventId, boolean stanzas) {
        return ask(new Attach(stream, lastEventId, stanzas, bus.node()), Attached.class);
    }

    @Override
    public Future<Events> read(long after, int max) {
        return ask(new ReadEvents(after, max), Events.class);
    }

    @Override
    public Future<Recovered> recover(String lastEventId, String page) {
        return ask(new Recover(lastEventId, page), Recovered.class);
    }

    // a session that has ended meanwhile needs to be told nothing, and one that lives has nothing to answer

    @Override
    public void written(String stream, long sequence) {
        bus.tell(Addresses.session(streamId), new Ask(caller, new Written(stream, sequence)));
    }

    @Override
    public void detach(String stream) {
        bus.tell(Addresses.session(streamId), new Ask(caller, new Detach(stream)));
    }

    @Override
    public boolean mayLose() {
        return !bus.serves(Addresses.session(streamId));
    }

    private <R extends BusRecord> Future<R> ask(SessionCommand command, Class<R> reply) {
        return bus.request(Addresses.session(streamId), new Ask(caller, command), reply);
    }
}
