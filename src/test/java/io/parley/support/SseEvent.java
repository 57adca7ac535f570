package io.parley.support;

import io.vertx.core.json.JsonObject;

/** One event as it was written. {@code id}: of this event or, as EventSource has it, of the last one that had an id; null before. */
public record SseEvent(String id, String event, String data) {
    public JsonObject json() {
        return new JsonObject(data);
    }
}
