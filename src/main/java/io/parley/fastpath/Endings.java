package io.parley.fastpath;

import io.parley.bus.ProblemException;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.parley.time.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends requests, for whatever reason: offers are revoked, places are free, the room is closed, and everybody is told. */
final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
    /** The XMPP server is away: a room that should be closed is tried again after this. */
    private static final Duration PAUSE = Duration.ofSeconds(5);
    /** A stream has this long to write what its request ended with. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);
    /** What nobody is asked about any more without having been answered. */
    private static final Set<String> UNANSWERED = Set.of("agent-not-found");

    /** An ended request, with what was open then. */
    private record Ended(RequestRow request, List<OfferRow> offers) {
    }

    private final Tables tables;
    private final Dismissal dismissal;
    private final Notices notices;
    private final RequestLog log;
    private final OfferEvents events;
    private final Offering offering;
    private final Answers answers;
    private final ChatRooms rooms;
    private final Transcripts transcripts;
    private final InstantSource clock;
    private final Timers timers;
    private final Consumer<RequestRow> changed;
    private final FastpathMetrics metrics;

    Endings(Tables tables, Notices notices, RequestLog log, OfferEvents events, Offering offering, Answers answers, ChatRooms rooms,
            Transcripts transcripts, InstantSource clock, Timers timers, Consumer<RequestRow> changed, FastpathMetrics metrics) {
        this.tables = tables;
        this.dismissal = new Dismissal(tables);
        this.notices = notices;
        this.log = log;
        this.events = events;
        this.offering = offering;
        this.answers = answers;
        this.rooms = rooms;
        this.transcripts = transcripts;
        this.clock = clock;
        this.timers = timers;
        this.changed = changed;
        this.metrics = metrics;
    }

    /**
     * Ends a request in whatever open state it is.
     *
     * @return whether it was open
     */
    Future<Boolean> end(String id, String reason) {
        long now = clock.millis();
        return tables.<Optional<Ended>>inTransaction(client -> tables.requests().find(client, id).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            Future<Boolean> won = UNANSWERED.contains(reason) ? tables.requests().endUnanswered(client, id, reason, now)
                    : tables.requests().end(client, id, reason, now);
            return won.compose(yes -> yes ? dismissal.all(client, id, "ended", now).map(offers -> Optional.of(new Ended(found.get(), offers)))
                    : Future.succeededFuture(Optional.empty()));
        })).map(ended -> {
            ended.ifPresent(one -> ended(one, reason));
            return ended.isPresent();
        });
    }

    private void ended(Ended ended, String reason) {
        RequestRow request = ended.request();
        LOG.info("request {} of {} ended: {}", request.id(), request.workgroup(), reason);
        metrics.ended(request.workgroup(), reason);
        for (OfferRow offer : ended.offers()) {
            if (offer.enteredAt() == null) {
                offering.tellRevoked(request, offer, reason);
            }
            answers.wakeFor(offer.expert());
        }
        notices.asker(request, events.departed(request, reason)).onComplete(told -> {
            changed.accept(request);
            closeRoom(request.id(), reason, RequestRow::roomOpen);
        });
        farewell(request.id(), reason);
    }

    /** Its streams end, once they have told how it ended. */
    void farewell(String request, String reason) {
        timers.after(LAST_WORDS, () -> log.close(request, reason));
    }

    /** Closes the room of a request that is over; tried until the database tells. */
    void closeRoom(String request, String reason, Predicate<RequestRow> which) {
        tables.ask(client -> tables.requests().find(client, request))
                .onSuccess(found -> found.filter(row -> row.state().equals(UserState.START.code())).filter(which)
                        .ifPresent(row -> closeRoom(row, reason)))
                .onFailure(failure -> timers.after(PAUSE, () -> closeRoom(request, reason, which)));
    }

    /** What was said is copied before the room is gone, for then its archive is gone too. Tried until it has been done. */
    void closeRoom(RequestRow request, String reason) {
        Room room = Places.roomOf(request);
        Instant since = Instant.ofEpochMilli(request.askedAt());
        rooms.archive(room, since).recover(Endings::withoutArchive)
                .compose(said -> transcripts.complete(request, said))
                .compose(complete -> rooms.close(room, reason))
                .compose(closed -> tables.ask(client -> tables.requests().roomClosed(client, request.id())))
                .onFailure(failure -> {
                    LOG.info("the room of request {} is not closed yet: {}", request.id(), failure.getMessage());
                    timers.after(PAUSE, () -> closeRoom(request, reason));
                });
    }

    /** A room that somebody else has closed has no archive any more, however often it is asked. */
    private static Future<List<RoomMessage>> withoutArchive(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().condition() != null ? Future.succeededFuture(List.of())
                : Future.failedFuture(failure);
    }
}
