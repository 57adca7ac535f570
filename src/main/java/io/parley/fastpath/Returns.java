package io.parley.fastpath;

import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a request back to its place in the queue: the expert who accepted did not come. */
final class Returns {
    private static final Logger LOG = LoggerFactory.getLogger(Returns.class);

    private final Tables tables;
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
        this.offering = offering;
        this.answers = answers;
        this.book = book;
        this.places = places;
        this.rooms = rooms;
        this.clock = clock;
        this.wake = wake;
        this.positions = positions;
    }

    /** The expert accepted, and has not come into the room in time. */
    Future<Void> absent(OfferRow offer) {
        long now = clock.millis();
        Optional<Workgroup> group = book.find(offer.workgroup());
        long until = now + group.map(one -> one.rejectionTimeout().toMillis()).orElse(0L);
        long due = now + group.map(one -> one.requestTimeout().toMillis()).orElse(0L);
        return tables.<Boolean>inTransaction(client -> tables.requests().find(client, offer.requestId()).compose(found ->
                tables.offers().close(client, offer.id(), offer.state(), "absent", now, until)
                        .compose(won -> !won ? Future.succeededFuture(false)
                                : tables.experts().chatEnded(client, offer.workgroup(), offer.expert(), now)
                                        .compose(counted -> requeue(client, offer, found, due)).map(true))))
                .compose(won -> won ? tell(offer) : Future.succeededFuture());
    }

    private Future<Void> requeue(SqlClient client, OfferRow offer, Optional<RequestRow> request, long due) {
        return offer.isRequest() && request.isPresent()
                ? tables.requests().requeue(client, offer.requestId(), request.get().workgroup(), due).mapEmpty()
                : Future.succeededFuture();
    }

    private Future<Void> tell(OfferRow offer) {
        return tables.ask(client -> tables.requests().find(client, offer.requestId())).map(found -> {
            found.ifPresent(request -> {
                offering.tellRevoked(request, offer, "not-come");
                if (offer.isRequest()) {
                    positions.returned(request.id());
                }
                if (request.roomOpen()) {
                    rooms.expel(Places.roomOf(request), places.user(offer.expert()), "not-come")
                            .onFailure(failure -> LOG.info("request {}: {}", request.id(), failure.getMessage()));
                }
                wake.accept(request.workgroup());
                positions.changed(request.workgroup());
            });
            answers.tellInviter(offer, "not-come");
            answers.wakeFor(offer.expert());
            return null;
        });
    }
}
