package io.parley.admin.delivery;

import io.parley.bus.ProblemException;
import io.parley.flow.OneByOne;
import io.parley.store.Deliveries;
import io.parley.store.Deliveries.Mark;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is marked, and takes the mark away when the XMPP server has it. Who finds, having delivered, that the mark has been changed
 * has brought an older state, and delivers again.
 */
public final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int ROUNDS = 5;
    private static final int AT_ONCE = 200;
    private static final int BAD_GATEWAY = 502;

    private final Deliveries deliveries;
    private final Map<String, Delivery> byKind;
    private final Map<Mark, Future<Void>> running = new ConcurrentHashMap<>();

    public Courier(Deliveries deliveries, Map<String, Delivery> byKind) {
        this.deliveries = deliveries;
        this.byKind = Map.copyOf(byKind);
    }

    /**
     * Fails with the first failure, when the others have been tried; where the server is away, they are not. What failed or was not tried
     * stays marked and is tried later.
     */
    public Future<Void> settle(Collection<Mark> marks) {
        return OneByOne.tried(marks, this::settle, Courier::isAway);
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() >= BAD_GATEWAY;
    }

    /** Delivers without anybody waiting; what fails stays marked and is tried again later. */
    public void begin(Collection<Mark> marks) {
        OneByOne.each(marks, this::tried);
    }

    /** One after the other where several want the same: of two at once, one would take the other's half-done work for the user's own. */
    private Future<Void> settle(Mark mark) {
        Context caller = Vertx.currentContext();
        Promise<Void> done = Promise.promise();
        Future<Void> ahead = running.put(mark, done.future());
        (ahead == null ? Future.<Void>succeededFuture() : ahead.otherwiseEmpty()).compose(free -> delivered(mark)).onComplete(outcome -> {
            running.remove(mark, done.future());
            done.handle(outcome);
        });
        return caller == null ? done.future() : Future.future(back -> done.future().onComplete(outcome ->
                caller.runOnContext(here -> back.handle(outcome))));
    }

    /** Where another node has it in hand, that one sees that the mark has changed. */
    private Future<Void> delivered(Mark mark) {
        return deliveries.claim(mark).compose(token -> token.isEmpty() ? Future.<Void>succeededFuture() : rounds(mark, token.get(), ROUNDS)
                .recover(failure -> deliveries.postponed(mark).transform(postponed -> Future.failedFuture(failure))));
    }

    private Future<Void> rounds(Mark mark, String token, int rounds) {
        return byKind.get(mark.kind()).deliver(mark.item()).compose(delivered -> deliveries.settled(mark, token)).compose(settled ->
                settled ? Future.succeededFuture() : rounds > 1 ? again(mark, rounds - 1) : deliveries.postponed(mark));
    }

    private Future<Void> again(Mark mark, int rounds) {
        return deliveries.token(mark).compose(token -> token.isEmpty() ? Future.succeededFuture() : rounds(mark, token.get(), rounds));
    }

    /** Tries whatever is due, each for itself; what is being delivered here is not waited for. Never fails. */
    public Future<Void> settleDue() {
        return deliveries.due(AT_ONCE).compose(marks -> OneByOne.each(
                marks.stream().filter(mark -> byKind.containsKey(mark.kind())).toList(),
                mark -> running.containsKey(mark) ? Future.succeededFuture() : tried(mark))).recover(failure -> {
                    LOG.info("What is due could not be read: {}", failure.toString());
                    return Future.succeededFuture();
                });
    }

    private Future<Void> tried(Mark mark) {
        return settle(mark).recover(failure -> {
            LOG.info("{} could not be delivered yet: {}", mark.kind(), failure.toString());
            return Future.succeededFuture();
        });
    }
}
