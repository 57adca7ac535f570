package io.parley.ops;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Something that must work for Parley to be of use.
 *
 * @param name  one word
 * @param check succeeds when it works
 */
public record HealthCheck(String name, Supplier<Future<?>> check) {
}
