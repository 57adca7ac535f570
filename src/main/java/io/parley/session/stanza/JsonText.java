package io.parley.session.stanza;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.parley.bus.XmlText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * JSON objects as text: what one user gave must reach the other unchanged, so nothing is turned into numbers or maps on the way. What
 * comes from a peer is parsed all the same before it goes into an event, or a peer could write events of its own.
 */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonFactory ASCII = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonText() {
    }

    /** What an object says apart from its {@code body}, in a form that XML can carry. */
    static String withoutBody(String object) {
        return carried(object, true);
    }

    /** The object with its {@code body}, in a form that XML can carry. */
    static String whole(String object) {
        return carried(object, false);
    }

    private static String carried(String object, boolean dropBody) {
        try {
            String rest = rewrite(JSON, object, null, dropBody);
            return XmlText.firstIllegal(rest) < 0 ? rest : rewrite(ASCII, object, null, dropBody);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text as a JSON string. */
    static String string(String text) {
        StringWriter json = new StringWriter(text.length() + 16);
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString();
    }

    /** The text of a JSON string, or of an object's {@code body}; empty when there is none. */
    static Optional<String> bodyOf(String json) {
        try (JsonParser in = JSON.createParser(json)) {
            JsonToken first = in.nextToken();
            if (first == JsonToken.VALUE_STRING) {
                return Optional.of(in.getText());
            }
            return first == JsonToken.START_OBJECT ? lastBody(in) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty(); // from a peer, who may send anything: then it says nothing about the body
        }
    }

    private static Optional<String> lastBody(JsonParser in) throws IOException {
        Optional<String> body = Optional.empty();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            boolean text = in.nextToken() == JsonToken.VALUE_STRING;
            if ("body".equals(name)) {
                body = text ? Optional.of(in.getText()) : Optional.empty();
            }
            in.skipChildren();
        }
        return body;
    }

    /** The object with this body first; empty when the text is no JSON object. */
    static Optional<String> withBody(String object, String body) {
        try {
            return Optional.of(rewrite(JSON, object, body, body != null));
        } catch (IOException notJson) {
            // a peer may send anything: what is no JSON object is no data, and the message is still a message
            return Optional.empty();
        }
    }

    private static String rewrite(JsonFactory writer, String object, String body, boolean dropBody) throws IOException {
        StringWriter text = new StringWriter(object.length() + (body == null ? 0 : body.length()) + 16);
        try (JsonParser in = JSON.createParser(object); JsonGenerator out = writer.createGenerator(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            out.writeStartObject();
            if (body != null) {
                out.writeStringField("body", body);
            }
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                if (dropBody && "body".equals(name)) {
                    in.skipChildren();
                } else {
                    out.writeFieldName(name);
                    copyValue(in, out);
                }
            }
            out.writeEndObject();
            if (in.nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
        }
        return text.toString();
    }

    /** Numbers stay as they are written: a double in between would change them, and a BigDecimal makes 1E+400 of 1e400. */
    private static void copyValue(JsonParser in, JsonGenerator out) throws IOException {
        int depth = 0;
        do {
            if (in.currentToken().isStructStart()) {
                depth++;
            } else if (in.currentToken().isStructEnd()) {
                depth--;
            }
            if (in.currentToken().isNumeric()) {
                out.writeNumber(in.getText());
            } else {
                out.copyCurrentEvent(in);
            }
        } while (depth > 0 && in.nextToken() != null);
    }
}
