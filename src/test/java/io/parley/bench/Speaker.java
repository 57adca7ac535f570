package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;

/**
 * Says one thing after the other, to everybody in turn, each until it is answered: under its key, on one node after the other. Who has too
 * much unanswered lets another speak: else what a dead node leaves unanswered would be tried again until nothing else gets through.
 */
final class Speaker {
    private static final int MOST_UNDER_WAY = 16;

    private final Vertx vertx;
    private final Patience patience;
    private final Ledger ledger;
    private final List<List<ParleyUser>> voices;
    private final List<String> listeners;
    private final Promise<Void> done = Promise.promise();
    private final int[] underway;
    private long timer;
    private int turn;
    private boolean ending;

    /**
     * @param voices    who speak in turn, each with their login on each node
     * @param listeners addresses
     */
    Speaker(Vertx vertx, Patience patience, Ledger ledger, List<List<ParleyUser>> voices, List<String> listeners) {
        this.vertx = vertx;
        this.patience = patience;
        this.ledger = ledger;
        this.voices = voices;
        this.listeners = listeners;
        this.underway = new int[voices.size()];
    }

    void begin(int perSecond) {
        timer = vertx.setPeriodic(1000 / perSecond, next -> say());
    }

    private void say() {
        int voice = (turn + turn / listeners.size()) % voices.size(); // each listener hears all of them
        turn++;
        if (underway[voice] < MOST_UNDER_WAY) {
            int to = ledger.size() % listeners.size();
            say(voice, listeners.get(to), ledger.says(to));
        }
    }

    private void say(int voice, String to, long number) {
        List<ParleyUser> doors = voices.get(voice);
        underway[voice]++;
        patience.of(attempt -> doors.get((int) ((number + attempt) % doors.size())).say(to, Body.of(number), "said-" + number))
                .onSuccess(safe -> answered(voice))
                .onFailure(done::tryFail);
    }

    private void answered(int voice) {
        underway[voice]--;
        endWhenAnswered();
    }

    /** Done when all that was said is answered. */
    Future<Void> end() {
        vertx.cancelTimer(timer);
        ending = true;
        endWhenAnswered();
        return done.future();
    }

    private void endWhenAnswered() {
        if (ending && Arrays.stream(underway).sum() == 0) {
            done.tryComplete();
        }
    }
}
