package io.parley;

import io.parley.fastpath.FastpathVerticle;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/** The queue of questions on this node, where there is one: in a cluster it comes and goes. */
final class Queue {
    private final Optional<Supplier<FastpathVerticle>> making;
    private volatile FastpathVerticle newest;

    /** @param made empty where no queue is configured */
    Queue(Optional<Supplier<FastpathVerticle>> made) {
        making = made.map(supplier -> () -> {
            newest = supplier.get();
            return newest;
        });
    }

    Optional<Supplier<FastpathVerticle>> making() {
        return making;
    }

    /** Numbers for {@code /debug/state}. */
    Future<JsonObject> debugState() {
        FastpathVerticle running = newest;
        return running == null ? Future.succeededFuture(new JsonObject()) : running.debugState();
    }
}
