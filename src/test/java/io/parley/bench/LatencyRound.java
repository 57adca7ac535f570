package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** Messages at an even, low rate, one pair after the other; each is timed from its sending to its arrival by the one clock here. */
final class LatencyRound implements Way.Arrivals {
    /** Milliseconds from sending until the receiver has it, and until the sender is told that it is safe. */
    record Outcome(Samples arrival, Samples safety) {
    }

    private static final double NANOS_PER_MILLI = 1e6;

    private final Vertx vertx;
    private final Way way;
    private final TalkingPlan plan;
    private final Map<Long, Long> sentAt = new HashMap<>();
    private final Samples arrival = new Samples();
    private final Samples safety = new Samples();
    private final Promise<Outcome> done = Promise.promise();
    private long sent;

    LatencyRound(Vertx vertx, Way way, TalkingPlan plan) {
        this.vertx = vertx;
        this.way = way;
        this.plan = plan;
    }

    /** Done when all have arrived and are safe. */
    Future<Outcome> run() {
        way.tell(this);
        vertx.setPeriodic(1000 / plan.perSecond(), timer -> {
            if (sent == plan.perRound() || done.future().failed()) {
                vertx.cancelTimer(timer);
            } else {
                send(sent++);
            }
        });
        return done.future();
    }

    private void send(long number) {
        long begin = System.nanoTime();
        sentAt.put(number, begin);
        way.send((int) (number % plan.pairs()), number).onFailure(done::tryFail).onSuccess(safe -> {
            safety.add(since(begin));
            endWhenComplete();
        });
    }

    @Override
    public void arrived(long number) {
        Long begin = sentAt.remove(number);
        if (begin == null) {
            done.tryFail("message " + number + " arrived twice over " + way.name());
            return;
        }
        arrival.add(since(begin));
        endWhenComplete();
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }

    private void endWhenComplete() {
        if (arrival.size() == plan.perRound() && safety.size() == plan.perRound()) {
            done.tryComplete(new Outcome(arrival, safety));
        }
    }
}
