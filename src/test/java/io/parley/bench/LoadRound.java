package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A closed loop: every sender keeps so many messages under way, and sends the next when one is done. After its time it waits until all
 * that was sent has arrived, once.
 */
final class LoadRound implements Way.Arrivals {
    /** When a message counts as done, and its sender sends the next. */
    enum Until { SAFE, ARRIVED }

    /** How many senders keep how many messages under way, for how long. */
    record Load(int pairs, int depth, Until until, Duration time) {
    }

    /** @param usage what all processes had used by the end, less what they had at the beginning */
    record Outcome(long messages, double seconds, Usage usage) {
        double perSecond() {
            return messages / seconds;
        }

        double eachMessage(double millis) {
            return millis / messages;
        }

        /** Per cent. */
        double ofACore(double millis) {
            return millis / seconds / 10;
        }
    }

    private final Vertx vertx;
    private final Way way;
    private final Load load;
    private final Supplier<Usage> meter;
    private final Map<Long, Integer> underway = new HashMap<>();
    private final Promise<Outcome> done = Promise.promise();
    private Outcome outcome;
    private Usage before;
    private long begin;
    private long next;
    private long finished;

    LoadRound(Vertx vertx, Way way, Load load, Supplier<Usage> meter) {
        this.vertx = vertx;
        this.way = way;
        this.load = load;
        this.meter = meter;
    }

    Future<Outcome> run() {
        vertx.runOnContext(start -> {
            way.tell(this);
            before = meter.get();
            begin = System.nanoTime();
            vertx.setTimer(load.time().toMillis(), end -> timeIsUp());
            for (int lane = 0; lane < load.pairs() * load.depth(); lane++) {
                send(lane % load.pairs());
            }
        });
        return done.future();
    }

    private void send(int pair) {
        long number = next++;
        underway.put(number, pair);
        way.send(pair, number).onFailure(done::tryFail).onSuccess(safe -> {
            if (load.until() == Until.SAFE) {
                finish(pair);
            }
        });
    }

    private void finish(int pair) {
        finished++;
        if (outcome == null && !done.future().failed()) {
            send(pair);
        }
    }

    @Override
    public void arrived(long number) {
        Integer pair = underway.remove(number);
        if (pair == null) {
            done.tryFail("message " + number + " arrived twice over " + way.name());
        } else if (load.until() == Until.ARRIVED) {
            finish(pair);
        }
        endWhenAllArrived();
    }

    private void timeIsUp() {
        double seconds = (System.nanoTime() - begin) / 1e9;
        outcome = new Outcome(finished, seconds, meter.get().since(before));
        endWhenAllArrived();
    }

    private void endWhenAllArrived() {
        if (outcome != null && underway.isEmpty()) {
            done.tryComplete(outcome);
        }
    }
}
