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
        try {
            String rest = rewrite(JSON, object, null, true);
            return XmlText.firstIllegal(rest) < 0 ? rest : rewrite(ASCII, object, null, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Numbers keep every digit: a double in between would change what the sender wrote. */
    private static void copyValue(JsonParser in, JsonGenerator out) throws IOException {
        int depth = 0;
        do {
            if (in.currentToken().isStructStart()) {
                depth++;
            } else if (in.currentToken().isStructEnd()) {
                depth--;
            }
            out.copyCurrentEventExact(in);
        } while (depth > 0 && in.nextToken() != null);
    }
}
