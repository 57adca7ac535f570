package io.parley.http;

import io.parley.bus.Problem;
import io.vertx.core.json.JsonObject;

/** Reads a message that is left for experts: text, or {@code message} or {@code body} of a JSON object. */
final class LeftMessage {
    private static final int LONGEST = 16_384;

    private LeftMessage() {
    }

    /** @throws io.parley.bus.ProblemException 400 for none, or one of more than 16384 characters */
    static String read(Call call) {
        JsonObject object = PayloadReader.object(call);
        String text = object == null ? call.text() : text(object);
        if (text.isBlank()) {
            throw Problem.badRequest("empty-message", "A message needs a text.").exception();
        }
        if (text.length() > LONGEST) {
            throw Problem.badRequest("message-too-long", "A message has at most " + LONGEST + " characters.").exception();
        }
        return text;
    }

    private static String text(JsonObject object) {
        Object text = object.containsKey("message") ? object.getValue("message") : object.getValue("body");
        return text instanceof String message ? message : "";
    }
}
