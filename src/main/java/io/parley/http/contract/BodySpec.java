package io.parley.http.contract;

import java.util.Map;
import java.util.Optional;

/**
 * What an operation takes as its body: the schema of each media type.
 *
 * @param jsonAsText {@code x-json} of the type {@code text/plain}: the text is read as JSON, for clients that announce nothing
 */
public record BodySpec(boolean required, Map<String, Schema> types, boolean jsonAsText) {
    static final BodySpec NONE = new BodySpec(false, Map.of(), false);
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    boolean isNone() {
        return types.isEmpty();
    }

    boolean isJson(String type) {
        return type.equals(JSON) || jsonAsText && type.equals(TEXT);
    }

    /** The type to read a body as that came without a Content-Type. */
    String fallback() {
        return types.containsKey(TEXT) || !types.containsKey(JSON) ? TEXT : JSON;
    }

    /** Whether a parser of XML reads the body anyway, and judges its characters. */
    boolean takesXml() {
        return types.containsKey("application/xml");
    }

    Optional<Schema> schema(String type) {
        return Optional.ofNullable(types.get(type));
    }
}
