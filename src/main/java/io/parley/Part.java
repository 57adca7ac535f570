package io.parley;

import io.vertx.core.Deployable;
import java.util.function.Supplier;

/**
 * A verticle to deploy.
 *
 * @param instances how many, each on an event loop of its own; 0 is one per core
 */
public record Part(String name, int instances, Supplier<? extends Deployable> verticle) {
    int count() {
        return instances > 0 ? instances : Runtime.getRuntime().availableProcessors();
    }
}
