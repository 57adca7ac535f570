package io.parley.http;

import io.parley.bus.Bus;
import io.parley.bus.Caller;
import io.parley.bus.Gate;
import io.parley.bus.Moving;
import io.parley.bus.Problem;
import io.parley.flow.Patience;
import io.parley.sse.EventStreams;
import io.vertx.core.Future;
import java.util.Map;

/** Event streams. */
final class EventsApi {
    private final SessionsClient sessions;
    private final EventStreams streams;
    private final Bus bus;
    private final Patience patience;

    EventsApi(SessionsClient sessions, EventStreams streams, Bus bus, Patience patience) {
        this.sessions = sessions;
        this.streams = streams;
        this.bus = bus;
        this.patience = patience;
    }

    Map<String, Operation> operations() {
        return Map.of("events", this::events, "eventsOf", this::eventsOf);
    }

    private Future<Answer> events(Call call) {
        return patience.until(() -> sessions.of(call)).compose(session -> open(call, session)).recover(failure -> away(call, failure));
    }

    /** The alias names a user, who must be the caller, unless the caller holds the master secret. */
    private Future<Answer> eventsOf(Call call) {
        Caller caller = call.caller().orElseThrow();
        String user = call.path("username");
        if (caller.isMaster()) {
            return patience.until(() -> sessions.openForMaster(user, false)).compose(session -> open(call, session))
                    .recover(failure -> away(call, failure));
        }
        return patience.until(() -> sessions.of(call)).compose(session -> session.user().equalsIgnoreCase(user) ? open(call, session)
                : Future.failedFuture(Problem.of(403, "not-yours", "This is another user's stream.").exception()))
                .recover(failure -> away(call, failure));
    }

    /** EventSource gives up for good on an error, and what moves between nodes is back soon: it is told to come again. */
    private Future<Answer> away(Call call, Throwable failure) {
        if (!Moving.is(failure)) {
            return Future.failedFuture(failure);
        }
        streams.turnAway(call.context().response());
        return Future.succeededFuture(new Answer.Taken());
    }

    private Future<Answer> open(Call call, Gate.Opened session) {
        Caller caller = call.caller().orElseThrow();
        return streams.open(call.context().response(), new BusSessionLog(bus, session.streamId(), caller), caller.login(),
                lastEventId(call), Boolean.parseBoolean(call.query("xmpp")), task -> call.context().addEndHandler(over -> task.run()))
                .map(begun -> new Answer.Taken());
    }

    /** A browser gives the header when it reconnects by itself; a page that was loaded anew can only give the parameter. */
    static String lastEventId(Call call) {
        return call.header("Last-Event-ID") == null ? call.query("lastEventId") : call.header("Last-Event-ID");
    }
}
