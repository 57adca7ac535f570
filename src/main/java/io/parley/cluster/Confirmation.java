package io.parley.cluster;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * A question to the database that many ask at the same time, such as ten thousand sessions after the XMPP server's restart: one is asked at a
 * time, and one more for all who came meanwhile, for an answer that was under way may be older than what they know. May be used on any thread.
 */
final class Confirmation {
    private final Supplier<Future<Boolean>> question;
    private boolean asking;
    private Promise<Boolean> next;

    Confirmation(Supplier<Future<Boolean>> question) {
        this.question = question;
    }

    /** Fails where there is no answer. Told on any thread. */
    synchronized Future<Boolean> ask() {
        if (next == null) {
            next = Promise.promise();
        }
        Future<Boolean> answer = next.future();
        if (!asking) {
            askNow();
        }
        return answer;
    }

    private void askNow() {
        asking = true;
        Promise<Boolean> waiting = next;
        next = null;
        question.get().onComplete(answer -> {
            goOn();
            waiting.handle(answer);
        });
    }

    private synchronized void goOn() {
        asking = false;
        if (next != null) {
            askNow();
        }
    }
}
