package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** Messages at an even, low rate, one pair after the other; each is timed from its sending to its arrival by the one clock here. */
final class LatencyRound implements Way.Arrivals {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Vertx vertx;
    private final Way way;
    private final Plan plan;
    private final Map<Long, Long> sentAt = new HashMap<>();
    private final Samples samples = new Samples();
    private final Promise<Samples> done = Promise.promise();
    private long sent;

    LatencyRound(Vertx vertx, Way way, Plan plan) {
        this.vertx = vertx;
        this.way = way;
        this.plan = plan;
    }

    /** Milliseconds from sending to arrival, when all have arrived. */
    Future<Samples> run() {
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
        sentAt.put(number, System.nanoTime());
        way.send((int) (number % plan.pairs()), number).onFailure(done::tryFail);
    }

    @Override
    public void arrived(long number) {
        long now = System.nanoTime();
        Long begin = sentAt.remove(number);
        if (begin == null) {
            done.tryFail("message " + number + " arrived twice over " + way.name());
            return;
        }
        samples.add((now - begin) / NANOS_PER_MILLI);
        if (samples.size() == plan.perRound()) {
            done.tryComplete(samples);
        }
    }
}
