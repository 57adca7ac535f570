package io.parley.fastpath;

import io.parley.bus.Problem;
import io.parley.chance.Secrets;
import io.parley.flow.OneByOne;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.Offers.NewOffer;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.InstantSource;
import java.util.List;

/** Offers questions to experts, and takes offers back. */
final class Offering {
    private final Tables tables;
    private final Notices notices;
    private final OfferEvents events;
    private final InstantSource clock;
    private final Secrets secrets;

    Offering(Tables tables, Notices notices, OfferEvents events, InstantSource clock, Secrets secrets) {
        this.tables = tables;
        this.notices = notices;
        this.events = events;
        this.clock = clock;
        this.secrets = secrets;
    }

    /**
     * Offers a question that waits.
     *
     * @return whether it still waited; fails with a {@link io.parley.store.DuplicateRow} when one of the experts has got an offer meanwhile
     */
    Future<Boolean> make(RequestRow request, Workgroup workgroup, List<String> experts) {
        long now = clock.millis();
        long due = Math.min(now + workgroup.offerTimeout().toMillis(), request.dueAt());
        List<NewOffer> offers = experts.stream()
                .map(expert -> newOffer(request, workgroup.name(), expert, OfferRow.REQUEST, null, null, now, due)).toList();
        return tables.<Boolean>inTransaction(client -> tables.requests().offer(client, request.id()).compose(won -> won
                ? insert(client, offers).compose(done -> tables.experts().offered(client, workgroup.name(), experts)).map(true)
                : Future.succeededFuture(false)))
                .onSuccess(made -> {
                    if (made) {
                        offers.forEach(offer -> notices.expert(offer.expert(), events.received(request, row(offer))));
                    }
                });
    }

    /** Asks one expert into a chat that goes on: to help, or to take it over. 409 {@code not-in-chat} when it is over. */
    Future<Void> ask(RequestRow request, Workgroup workgroup, String expert, String kind, String inviter, String reason) {
        long now = clock.millis();
        NewOffer offer = newOffer(request, workgroup.name(), expert, kind, inviter, reason, now,
                now + workgroup.offerTimeout().toMillis());
        return tables.<Void>inTransaction(client -> tables.lockChat(client, request.id())
                .compose(open -> open ? tables.offers().insert(client, offer)
                        : Future.failedFuture(Problem.conflict("not-in-chat", "This chat is over.").exception())))
                .onSuccess(done -> notices.expert(expert, events.received(request, row(offer))));
    }

    private NewOffer newOffer(RequestRow request, String workgroup, String expert, String kind, String inviter,
                              String reason, long now, long due) {
        return new NewOffer(secrets.id("o-"), request.id(), workgroup, expert, kind, inviter, reason, now, due);
    }

    private Future<Void> insert(SqlClient client, List<NewOffer> offers) {
        return OneByOne.each(offers, offer -> tables.offers().insert(client, offer));
    }

    private static OfferRow row(NewOffer offer) {
        return new OfferRow(offer.id(), offer.requestId(), offer.workgroup(), offer.expert(), offer.kind(), offer.inviter(), offer.reason(),
                ExpertState.OFFER_PENDING.code(), null, offer.dueAt(), null);
    }

    /** Tells an expert that an offer, or what they had accepted, is no longer theirs. */
    void tellRevoked(RequestRow request, OfferRow offer, String reason) {
        notices.expert(offer.expert(), events.revoked(request, offer, reason));
    }

    /** Tells again what waits for this expert's answer: their session has begun anew. */
    Future<Void> tellPending(String expert) {
        return tables.ask(client -> tables.offers().liveOfExpert(client, expert)).compose(live -> OneByOne.each(
                live.stream().filter(offer -> offer.state().equals(ExpertState.OFFER_PENDING.code())).toList(),
                offer -> tables.ask(client -> tables.requests().find(client, offer.requestId())).onSuccess(found ->
                        found.ifPresent(request -> notices.expert(expert, events.received(request, offer))))));
    }
}
