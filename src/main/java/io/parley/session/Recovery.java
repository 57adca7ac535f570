package io.parley.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.bus.EventId;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand.Recover;
import io.parley.bus.SessionReply.Recovered;
import io.parley.bus.SessionReply.RecoveredEvent;
import io.parley.config.Config;
import io.parley.session.stanza.Archive;
import io.parley.session.stanza.ArchivedEvents;
import io.parley.xmpp.MessageArchive;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/**
 * What a client missed whose last event is of another epoch: the messages of the user's and the joined rooms' archives since then, less
 * what the log has anyway; capped in age and number. What is not messages is told by a snapshot of the presence now, or named by
 * {@code chatapi.reset}.
 */
final class Recovery {
    private static final int PAGE = 50;
    /** Clocks differ, and an event's time is when Parley told it, not when the server had the message. */
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    /** Where the filling stands: which archive (0 the user's, then the rooms'), after which id, how many so far. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Place(int archive, String after, int told) {
    }

    private final Session session;
    private final Archive archive;
    private final Config.Sessions config;
    private final InstantSource clock;

    Recovery(Session session, Archive archive, Config.Sessions config, InstantSource clock) {
        this.session = session;
        this.archive = archive;
        this.config = config;
        this.clock = clock;
    }

    Future<Recovered> recover(Recover asked) {
        Optional<EventId> id = EventId.parse(asked.lastEventId());
        if (id.isEmpty()) {
            return Future.succeededFuture(new Recovered(List.of(), null, "unknown-id", "all"));
        }
        if (session.state() != SessionState.CONNECTED) {
            return Future.failedFuture(XmppServer.away().exception()); // the archives can be asked when it is back
        }
        Place place = asked.page() == null ? new Place(0, null, 0) : place(asked.page());
        Instant since = Instant.ofEpochMilli(id.get().time());
        Instant oldest = clock.instant().minus(config.recoverAge());
        if (since.isBefore(oldest) || since.isAfter(clock.instant().plus(OVERLAP))) {
            return Future.succeededFuture(new Recovered(List.of(), null, "too-much-missed", "all"));
        }
        return page(id.get(), since.minus(OVERLAP), place)
                .recover(failure -> ProblemException.isAway(failure) ? Future.failedFuture(failure)
                        : Future.succeededFuture(new Recovered(List.of(), null, "archive-failed", "all")));
    }

    /** Our own words from before, but a client may have changed them. */
    private static Place place(String page) {
        try {
            return Json.decodeValue(page, Place.class);
        } catch (DecodeException e) {
            throw Problem.badRequest("bad-page", "Not a page that was given out.").exception(e);
        }
    }

    private Future<Recovered> page(EventId id, Instant since, Place place) {
        List<EntityBareJid> rooms = session.families().rooms().jids();
        if (place.archive() > rooms.size()) {
            return Future.succeededFuture(new Recovered(snapshot(id), null, null, null));
        }
        EntityBareJid room = place.archive() == 0 ? null : rooms.get(place.archive() - 1);
        MessageArchive.Query query = new MessageArchive.Query(room, null, since, null, null, place.after() == null ? "" : place.after(), PAGE);
        return archive.page(query).map(page -> {
            List<RecoveredEvent> events = new ArrayList<>();
            page.messages().forEach(one -> new ArchivedEvents(session.account(), session.families().seen()).read(one)
                    .ifPresent(event -> events.add(new RecoveredEvent(id.at(one.time().toEpochMilli()).toString(), event.channel(),
                            Json.encode(event.data())))));
            int told = place.told() + events.size();
            if (told > config.recoverMessages()) {
                return new Recovered(events, null, "too-much-missed", "messages");
            }
            boolean last = page.complete() || page.messages().isEmpty();
            Place next = last ? new Place(place.archive() + 1, null, told) : new Place(place.archive(), page.last(), told);
            return new Recovered(events, Json.encode(next), null, null);
        });
    }

    /** Who is there now; a client that was away cannot be told the changes, but needs their end. */
    private List<RecoveredEvent> snapshot(EventId id) {
        if (session.log().oldest() == 1) {
            return List.of(); // the log tells all of it, from the login on
        }
        return session.families().presences().snapshot().stream()
                .map(presence -> new RecoveredEvent(id.toString(), EventData.PRESENCE, Json.encode(presence))).toList();
    }
}
