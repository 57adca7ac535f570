package io.parley.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.parley.bus.FastpathReply.SaidMessage;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads a message of a room out of the event by which the asker was told of it. */
final class SaidEvent {
    private static final String DATA = "data";

    private final JsonFactory json = new JsonFactory();

    SaidMessage read(String event) {
        JsonObject fields = new JsonObject(event);
        return new SaidMessage(fields.getString("id"), fields.getString("stanzaId"), fields.getString("type"), fields.getString("from"),
                fields.getString("body"), fields.getValue(DATA) == null ? null : data(event), fields.getString("timestamp"));
    }

    /** Cut out as it was written: read and written again, a number that no double can hold would be another. */
    private String data(String event) {
        try (JsonParser parser = json.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = DATA.equals(parser.currentName());
                parser.nextToken();
                int begin = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (found) {
                    return event.substring(begin, (int) parser.currentLocation().getCharOffset());
                }
            }
            throw new IllegalArgumentException("no data in the event");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
