package io.parley.ops;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/**
 * What one part of the program knows of itself: ids and numbers, never a body, a secret or a token.
 *
 * @param name  the key in the whole state
 * @param state told on any thread
 */
public record DebugState(String name, Supplier<Future<JsonObject>> state) {
}
