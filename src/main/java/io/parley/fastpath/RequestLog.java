package io.parley.fastpath;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.EventId;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.StreamSignal;
import io.parley.store.DuplicateRow;
import io.parley.store.fastpath.RequestEvents.EventRow;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What happened to each request, in SQL: the asker's streams replay it, after a reload of the page and after a restart alike. Its epoch
 * is the time of the question, for it never begins anew.
 */
final class RequestLog {
    /** Another node may have taken the same sequence; each failure means that it got on. */
    private static final int TRIES = 5;

    private final Bus bus;
    private final Tables tables;
    private final InstantSource clock;
    private final Function<String, Collection<String>> elsewhere;
    private final Turns turns = new Turns();

    /** @param elsewhere the other nodes on which somebody follows a request */
    RequestLog(Bus bus, Tables tables, InstantSource clock, Function<String, Collection<String>> elsewhere) {
        this.bus = bus;
        this.elsewhere = elsewhere;
        this.tables = tables;
        this.clock = clock;
    }

    Future<Void> append(String request, long epoch, String channel, JsonObject data) {
        return turns.of(request, () -> write(request, epoch, channel, data, false, null, TRIES)).mapEmpty();
    }

    /** What was said in the room; {@code stanza} is by what it is known when it comes again. Whether it is new. */
    Future<Boolean> said(String request, long epoch, String channel, JsonObject data, String stanza) {
        return turns.of(request, () -> tables.ask(client -> tables.events().knows(client, request, stanza))
                .compose(known -> known ? Future.succeededFuture(false)
                        : write(request, epoch, channel, data, true, stanza, TRIES).map(true)));
    }

    private Future<Void> write(String request, long epoch, String channel, JsonObject data, boolean said, String stanza, int tries) {
        return tables.ask(client -> tables.events().head(client, request)).compose(head -> {
            EventRow event = new EventRow(head + 1, clock.millis(), channel, data.encode());
            return tables.ask(client -> tables.events().insert(client, request, event, said, stanza)).onSuccess(written ->
                    signal(request,
                            new StreamSignal.Event(epoch, event.seq(), event.at(), event.channel(), event.data())));
        }).recover(failure -> DuplicateRow.is(failure) && tries > 1
                ? write(request, epoch, channel, data, said, stanza, tries - 1) : Future.failedFuture(failure));
    }

    void passing(String request, String key, String channel, JsonObject data) {
        signal(request, new StreamSignal.Passing(key, channel, data.encode()));
    }

    private void signal(String request, StreamSignal signal) {
        bus.signal(Addresses.visitorEvents(request), signal, elsewhere.apply(request));
    }

    /** The request is over: its streams end, their clients need not come back. */
    void close(String request, String reason) {
        signal(request, new StreamSignal.SessionEnded(reason));
    }

    /** Where a stream begins: after what the client has, else at the beginning. */
    Future<Attached> attach(RequestRow request, String lastEventId) {
        return tables.ask(client -> tables.events().head(client, request.id())).map(head -> {
            long epoch = request.askedAt();
            if (lastEventId == null || lastEventId.isBlank()) {
                return new Attached(epoch, 0, head, null, false, "connected");
            }
            Optional<EventId> id = EventId.parse(lastEventId).filter(given -> given.epoch() == epoch && given.sequence() <= head);
            return id.map(given -> new Attached(epoch, given.sequence(), head, null, false, "connected"))
                    .orElseGet(() -> new Attached(epoch, head, head, "unknown-id", false, "connected"));
        });
    }

    Future<Events> read(RequestRow request, long after, int max) {
        return tables.ask(client -> tables.events().after(client, request.id(), after, max)).compose(rows -> {
            List<StreamSignal.Event> events = rows.stream().map(row -> new StreamSignal.Event(request.askedAt(), row.seq(), row.at(),
                    row.channel(), row.data())).toList();
            return tables.ask(client -> tables.events().head(client, request.id()))
                    .map(head -> new Events(request.askedAt(), 1, head, events));
        });
    }
}
