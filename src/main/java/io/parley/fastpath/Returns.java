package io.parley.fastpath;

import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a request back to its place in the queue: the expert who accepted did not come, and no other is there. */
final class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

    private final Tables tables;
    private final Dismissal dismissal;
    private final Offering offering;
    private final Answers answers;
    private final WorkgroupBook book;
    private final Places places;
    private final ChatRooms rooms;
    private final InstantSource clock;
    private final Consumer<String> wake;
    private final Positions positions;

    Returns(Tables tables, Offering offering, Answers answers, WorkgroupBook book, Places places, ChatRooms rooms, InstantSource clock,
            Consumer<String> wake, Positions positions) {
        this.tables = tables;
        this.dismissal = new Dismissal(tables);
        this.offering = offering;
        this.answers = answers;
        this.book = book;
        this.places = places;
        this.rooms = rooms;
        this.clock = clock;
        this.wake = wake;
        this.positions = positions;
    }

    /** A request without any expert is back in its queue; {@code others}: offers of it that are open no more. */
    private record Outcome(boolean requeued, List<OfferRow> others) {
        static final Outcome GOES_ON = new Outcome(false, List.of());
    }

    /** The expert accepted, and has not come into the room in time. */
    Future<Void> absent(OfferRow offer) {
        long now = clock.millis();
        long until = now + millis(offer.workgroup(), Workgroup::rejectionTimeout);
        return tables.<Optional<Outcome>>inTransaction(client -> tables.requests().lock(client, offer.requestId())
                .compose(request -> tables.offers().lapse(client, offer.id(), now, until)
                        .compose(won -> won && request.isPresent() ? without(client, request.get(), offer, now).map(Optional::of)
                                : Future.succeededFuture(Optional.empty()))))
                .compose(outcome -> outcome.isPresent() ? tell(offer, outcome.get()) : Future.succeededFuture());
    }

    /** With another expert there, or on the way, the chat goes on. */
    private Future<Outcome> without(SqlClient client, RequestRow request, OfferRow absent, long now) {
        return tables.experts().chatEnded(client, absent.workgroup(), absent.expert(), now)
                .compose(counted -> tables.offers().liveOf(client, request.id())).compose(live ->
                        live.stream().anyMatch(OfferRow::isAccepted) ? Future.succeededFuture(Outcome.GOES_ON) : requeue(client, request, now));
    }

    private Future<Outcome> requeue(SqlClient client, RequestRow request, long now) {
        long due = now + millis(request.workgroup(), Workgroup::requestTimeout);
        return tables.requests().requeue(client, request.id(), request.workgroup(), due)
                .compose(requeued -> dismissal.all(client, request.id(), "returned", now).map(others -> new Outcome(requeued, others)));
    }

    private long millis(String workgroup, Function<Workgroup, Duration> time) {
        return book.find(workgroup).map(time).orElse(Duration.ZERO).toMillis();
    }

    private Future<Void> tell(OfferRow offer, Outcome outcome) {
        return tables.ask(client -> tables.requests().find(client, offer.requestId())).map(found -> {
            found.ifPresent(request -> tell(request, offer, outcome));
            answers.tellInviter(offer, "not-come");
            answers.wakeFor(offer.expert());
            return null;
        });
    }

    private void tell(RequestRow request, OfferRow offer, Outcome outcome) {
        offering.tellRevoked(request, offer, "not-come");
        outcome.others().forEach(other -> {
            offering.tellRevoked(request, other, "returned");
            answers.wakeFor(other.expert());
        });
        if (request.roomOpen()) {
            rooms.expel(Places.roomOf(request), places.user(offer.expert()), "not-come")
                    .onFailure(failure -> LOG.info("request {}: {}", request.id(), failure.getMessage()));
        }
        if (outcome.requeued()) {
            positions.returned(request.id());
            wake.accept(request.workgroup());
            positions.changed(request.workgroup());
        }
    }
}
