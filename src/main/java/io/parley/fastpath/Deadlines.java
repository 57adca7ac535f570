package io.parley.fastpath;

import io.parley.flow.OneByOne;
import io.parley.store.fastpath.OfferRow;
import io.parley.store.fastpath.RequestRow;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What happens when a time is up. */
final class Deadlines {
    private static final int MOST_OVERFLOWS = 3;

    private final Tables tables;
    private final WorkgroupBook book;
    private final Answers answers;
    private final Offering offering;
    private final Endings endings;
    private final Returns returns;
    private final Notices notices;
    private final Consumer<String> wake;
    private final Positions positions;

    Deadlines(Tables tables, WorkgroupBook book, Answers answers, Offering offering, Endings endings, Returns returns, Notices notices,
              Consumer<String> wake, Positions positions) {
        this.tables = tables;
        this.book = book;
        this.answers = answers;
        this.offering = offering;
        this.endings = endings;
        this.returns = returns;
        this.notices = notices;
        this.wake = wake;
        this.positions = positions;
    }

    /** Offers first: a question whose time is up together with its offer's must not be found offered. */
    Future<Void> meet(Workgroup workgroup, long now) {
        return tables.ask(client -> tables.offers().overdue(client, workgroup.name(), now))
                .compose(late -> OneByOne.each(late, offer -> offer(offer, workgroup)))
                .compose(done -> tables.ask(client -> tables.requests().overdue(client, workgroup.name(), now)))
                .compose(late -> OneByOne.each(late, request -> request(request, workgroup, now)))
                .compose(done -> tables.ask(client -> tables.requests().deserted(client, workgroup.name(),
                        now - workgroup.invitationTimeout().toMillis(), now - workgroup.visitorTimeout().toMillis())))
                .compose(gone -> OneByOne.each(gone, request -> endings.end(request.id(), "visitor-gone")));
    }

    /** Questions that came into a workgroup while it was deleted. */
    Future<Void> orphaned(String workgroup) {
        return tables.ask(client -> tables.requests().openIn(client, workgroup))
                .compose(open -> OneByOne.each(open, request -> endings.end(request.id(), "workgroup-deleted")));
    }

    private Future<Void> offer(OfferRow offer, Workgroup workgroup) {
        return offer.state().equals(ExpertState.OFFER_PENDING.code()) ? missed(offer, workgroup) : returns.absent(offer);
    }

    private Future<Void> missed(OfferRow offer, Workgroup workgroup) {
        return answers.takeBack(offer, "missed").compose(won -> {
            if (!won) {
                return Future.succeededFuture();
            }
            return tables.ask(client -> tables.requests().find(client, offer.requestId()))
                    .onSuccess(found -> found.ifPresent(request -> offering.tellRevoked(request, offer, "timed-out")))
                    .compose(told -> neglected(offer.expert(), workgroup));
        });
    }

    /** An expert who lets one offer after the other pass is not there, whatever their presence says. */
    private Future<Void> neglected(String expert, Workgroup workgroup) {
        return tables.inTransaction(client -> tables.experts().missed(client, expert, workgroup.missedOffers())
                .compose(away -> away ? tables.experts().find(client, expert) : Future.succeededFuture(Optional.empty())))
                .<Void>map(away -> {
                    away.filter(row -> row.streamId() != null).ifPresent(row -> notices.makeAway(row.streamId()));
                    return null;
                });
    }

    private Future<Void> request(RequestRow request, Workgroup workgroup, long now) {
        return workgroup.backup().flatMap(book::find)
                .filter(backup -> request.overflows() < MOST_OVERFLOWS && backup.isOpen(Instant.ofEpochMilli(now)))
                .map(backup -> overflow(request, backup, now))
                .orElseGet(() -> endings.end(request.id(), "agent-not-found").mapEmpty());
    }

    private Future<Void> overflow(RequestRow request, Workgroup backup, long now) {
        return tables.ask(client -> tables.requests().overflow(client, request.id(), request.workgroup(), backup.name(),
                now + backup.requestTimeout().toMillis())).map(moved -> {
                    if (moved) {
                        positions.returned(request.id());
                        positions.changed(request.workgroup());
                        positions.changed(backup.name());
                        wake.accept(backup.name());
                    }
                    return null;
                });
    }
}
