package io.parley.fastpath;

import io.parley.bus.Addresses;
import io.parley.bus.Ask;
import io.parley.bus.Bus;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.SessionCommand;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells experts and askers what they have to know, through their sessions; and visitors through the log of their request. */
final class Notices {
    static final String ASSIST = "chatapi.assist";
    static final String ASK = "chatapi.ask";
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final Bus bus;
    private final Tables tables;
    private final RequestLog log;

    Notices(Bus bus, Tables tables, RequestLog log) {
        this.bus = bus;
        this.tables = tables;
        this.log = log;
    }

    /** An event for an expert's log; one who is not logged in is told how things stand when they are. */
    void expert(String username, JsonObject data) {
        tables.ask(client -> tables.experts().find(client, username))
                .onSuccess(found -> found.map(expert -> expert.streamId()).ifPresent(stream -> session(stream, ASSIST, data, null)))
                .onFailure(failure -> LOG.warn("an expert was not told: {}", failure.getMessage()));
    }

    /** {@code passing}: null for an event that is kept, else its key. */
    void session(String streamId, String channel, JsonObject data, String passing) {
        ask(streamId, new SessionCommand.Tell(channel, data.encode(), passing));
    }

    /** An expert who let offers pass is seen to be away, and comes back by saying so. */
    void makeAway(String streamId) {
        ask(streamId, new SessionCommand.SetPresence("away", "Questions were not answered."));
    }

    private void ask(String streamId, SessionCommand command) {
        bus.request(Addresses.session(streamId), new Ask(Caller.master(), command), Done.class)
                .onFailure(failure -> LOG.debug("session {} was not told: {}", streamId, failure.getMessage()));
    }

    /** Something that happened to a request: into its log, and to the session of a logged-in asker. */
    Future<Void> asker(RequestRow request, JsonObject data) {
        if (request.streamId() != null) {
            session(request.streamId(), ASK, data, null);
        }
        return log.append(request.id(), request.askedAt(), ASK, data);
    }

    /** For whoever follows the request itself: a logged-in asker is in the room, and hears there what is said. */
    Future<Void> log(RequestRow request, JsonObject data) {
        return log.append(request.id(), request.askedAt(), ASK, data);
    }

    /** What is so now; see {@link io.parley.bus.StreamSignal.Passing}. */
    void passing(String request, String streamId, String key, JsonObject data) {
        if (streamId != null) {
            session(streamId, ASK, data, key);
        }
        log.passing(request, key, ASK, data);
    }
}
