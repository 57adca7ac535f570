package io.parley.http;

import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Reads a message's body as clients send it: a JSON object, a JSON object as text, or plain text. */
final class PayloadReader {
    private PayloadReader() {
    }

    /** @throws io.parley.bus.ProblemException 400 when there is nothing to send, or JSON was announced and is not an object */
    static Payload read(Call call) {
        String text = call.text();
        if (text.isEmpty()) {
            throw Problem.badRequest("empty-message", "A message needs a body or data.").exception();
        }
        JsonObject object = object(call);
        return object == null ? new Payload(text, null) : new Payload(body(object), text);
    }

    /** The body as a JSON object, announced or not; null for any other text, and for none. */
    static JsonObject object(Call call) {
        String type = call.header("Content-Type");
        boolean announced = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json") && !call.text().isEmpty();
        return announced ? call.json() : objectOrNull(call.text());
    }

    private static JsonObject objectOrNull(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return null;
        }
        try {
            return new JsonObject(text);
        } catch (DecodeException plainText) {
            return null; // somebody may well write "{" to somebody
        }
    }

    private static String body(JsonObject object) {
        Object body = object.getValue("body");
        if (body == null || body instanceof String) {
            return (String) body;
        }
        throw Problem.badRequest("bad-body", "'body' is text.").exception();
    }
}
