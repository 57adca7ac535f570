package io.parley.fastpath;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.flow.OneByOne;
import io.parley.store.fastpath.OfferRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * What experts say to their offers. Who of two accepts is decided by conditional updates, with the expert's own row locked, for two
 * chats accepted in the same instant would both find the last place free.
 */
final class Answers {
    private final Tables tables;
    private final Offering offering;
    private final Notices notices;
    private final OfferEvents events;
    private final WorkgroupBook book;
    private final InstantSource clock;
    private final Consumer<String> wake;
    private final FastpathMetrics metrics;

    Answers(Tables tables, Offering offering, Notices notices, OfferEvents events, WorkgroupBook book, InstantSource clock,
            Consumer<String> wake, FastpathMetrics metrics) {
        this.tables = tables;
        this.offering = offering;
        this.notices = notices;
        this.events = events;
        this.book = book;
        this.clock = clock;
        this.wake = wake;
        this.metrics = metrics;
    }

    /** An offer that was accepted: now, or before by the same expert, who may well ask twice. */
    record Accepted(OfferRow offer, boolean now, List<OfferRow> others) {
    }

    /** 409 {@code offer-gone}, {@code too-many-chats}. */
    Future<Accepted> accept(String expert, String workgroup, String request) {
        return tables.<Accepted>inTransaction(client -> tables.experts().lock(client, expert)
                .compose(locked -> tables.offers().live(client, request, expert))
                .compose(live -> {
                    OfferRow offer = live.filter(one -> workgroup == null || one.workgroup().equals(workgroup)).orElseThrow(Answers::gone);
                    return ExpertState.OFFER_PENDING.code().equals(offer.state()) ? accept(client, offer)
                            : Future.succeededFuture(new Accepted(offer, false, List.of()));
                }))
                .onSuccess(accepted -> {
                    accepted.others().forEach(other -> revoke(other, "taken"));
                    if (accepted.now()) {
                        accepted(accepted.offer());
                    }
                });
    }

    /** No offer is pending for this expert any more, and a place may be left. */
    private void accepted(OfferRow offer) {
        wakeFor(offer.expert());
        if (offer.isRequest()) {
            count(offer);
        }
    }

    private void count(OfferRow offer) {
        tables.ask(client -> tables.requests().find(client, offer.requestId())).onSuccess(found -> found.ifPresent(request -> {
            Duration waited = Duration.ofMillis(Math.max(0, clock.millis() - request.askedAt()));
            book.waits(offer.workgroup()).add(waited.toMillis());
            metrics.accepted(offer.workgroup(), waited);
        }));
    }

    private Future<Accepted> accept(SqlClient client, OfferRow offer) {
        ExpertState.TABLE.require(ExpertState.OFFER_PENDING, ExpertState.Move.ACCEPT);
        long now = clock.millis();
        if (offer.dueAt() <= now) {
            return Future.failedFuture(gone());
        }
        Workgroup workgroup = book.require(offer.workgroup());
        return hasPlace(client, offer)
                .compose(place -> place ? take(client, offer, now) : Future.failedFuture(full()))
                .compose(taken -> tables.offers().accept(client, offer.id(), now, now + workgroup.invitationTimeout().toMillis()))
                .compose(won -> won ? tables.experts().answered(client, offer.expert()) : Future.failedFuture(gone()))
                .compose(done -> offer.isRequest() ? closeOthers(client, offer, now) : Future.succeededFuture(List.of()))
                .map(others -> new Accepted(offer, true, others));
    }

    private Future<Boolean> hasPlace(SqlClient client, OfferRow offer) {
        return tables.offers().chats(client, offer.expert()).compose(chats ->
                tables.experts().member(client, offer.workgroup(), offer.expert())
                        .map(member -> chats < member.map(one -> one.maxChats()).orElseGet(() -> book.require(offer.workgroup()).maxChats())));
    }

    /** For an invited helper the chat goes on as it is. */
    private Future<Void> take(SqlClient client, OfferRow offer, long now) {
        return (offer.isRequest() ? tables.requests().take(client, offer.requestId(), offer.expert(), now)
                : tables.lockChat(client, offer.requestId()))
                .compose(won -> won ? Future.succeededFuture() : Future.failedFuture(gone()));
    }

    /** Others who were offered the same question at the same time. */
    private Future<List<OfferRow>> closeOthers(SqlClient client, OfferRow taken, long now) {
        return tables.offers().liveOf(client, taken.requestId()).compose(live -> {
            List<OfferRow> others = live.stream().filter(one -> !one.id().equals(taken.id()) && one.isRequest()).toList();
            return OneByOne.each(others,
                    other -> tables.offers().close(client, other.id(), ExpertState.OFFER_PENDING.code(), "taken", now, 0)).map(others);
        });
    }

    private void revoke(OfferRow offer, String reason) {
        tables.ask(client -> tables.requests().find(client, offer.requestId()))
                .onSuccess(found -> found.ifPresent(request -> offering.tellRevoked(request, offer, reason)));
        wakeFor(offer.expert());
    }

    /** 409 {@code offer-gone}. */
    Future<Void> reject(String expert, String workgroup, String request) {
        return tables.ask(client -> tables.offers().live(client, request, expert))
                .compose(live -> {
                    OfferRow offer = live.filter(one -> workgroup == null || one.workgroup().equals(workgroup)).orElseThrow(Answers::gone);
                    ExpertState.TABLE.require(ExpertState.of(offer.state()).orElseThrow(), ExpertState.Move.REJECT);
                    return takeBack(offer, "rejected");
                })
                .compose(won -> won ? tables.ask(client -> tables.experts().answered(client, expert)) : Future.failedFuture(gone()));
    }

    /**
     * A pending offer comes to nothing: the question goes on to the next, and is not offered to this expert again for a while.
     *
     * @param outcome rejected, missed or revoked
     * @return whether it was still pending
     */
    Future<Boolean> takeBack(OfferRow offer, String outcome) {
        long now = clock.millis();
        long until = now + book.find(offer.workgroup()).map(group -> group.rejectionTimeout().toMillis()).orElse(0L);
        return tables.<Boolean>inTransaction(client -> tables.requests().lock(client, offer.requestId()).compose(request ->
                tables.offers().close(client, offer.id(), ExpertState.OFFER_PENDING.code(), outcome, now, until)
                        .compose(won -> won && offer.isRequest() ? tables.requests().unoffer(client, offer.requestId()).map(true)
                                : Future.succeededFuture(won))))
                .onSuccess(won -> {
                    if (won) {
                        metrics.refused(offer.workgroup(), outcome);
                        tellInviter(offer, outcome);
                        wakeFor(offer.expert());
                        wake.accept(offer.workgroup());
                    }
                });
    }

    /** Who wanted to hand a chat over keeps it. */
    void tellInviter(OfferRow offer, String why) {
        if (!offer.isRequest()) {
            notices.expert(offer.inviter(), events.transferFailed(offer, why));
        }
    }

    /** This expert is free for something else, in every workgroup. */
    void wakeFor(String expert) {
        tables.ask(client -> tables.experts().membershipsOf(client, expert))
                .onSuccess(all -> all.stream().filter(member -> member.expert() && member.joined())
                        .forEach(member -> wake.accept(member.workgroup())))
                // a round that finds the database away is tried again
                .onFailure(failure -> book.all().forEach(workgroup -> wake.accept(workgroup.name())));
    }

    private static ProblemException gone() {
        return Problem.conflict("offer-gone", "This offer is no longer yours.").exception();
    }

    private static ProblemException full() {
        return Problem.conflict("too-many-chats", "You have as many chats as you may have at once.").exception();
    }
}
