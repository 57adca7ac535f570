package io.parley.bench;

import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Begins work on the one event loop of the load generator, where all that is measured runs, and waits for it on the thread of the run. */
record OnLoop(Vertx vertx) {
    <T> T run(Callable<Future<T>> work, Duration patience) {
        Promise<T> done = Promise.promise();
        vertx.runOnContext(go -> {
            try {
                work.call().onComplete(done);
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return Await.await(done.future(), patience);
    }
}
