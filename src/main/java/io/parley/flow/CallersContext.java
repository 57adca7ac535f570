package io.parley.flow;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Brings what ends on another context back to the one that asked: what is kept there is not for several threads. */
public final class CallersContext {
    private CallersContext() {
    }

    /** A future that ends on the context that this is called on; where there is none, wherever the other ends. */
    public static <T> Future<T> back(Future<T> elsewhere) {
        Context here = Vertx.currentContext();
        if (here == null) {
            return elsewhere;
        }
        Promise<T> promise = Promise.promise();
        elsewhere.onComplete((AsyncResult<T> ended) -> here.runOnContext(go -> promise.handle(ended)));
        return promise.future();
    }
}
