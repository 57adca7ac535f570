package io.parley.http.contract;

import java.util.Map;
import java.util.Optional;

/** What an operation takes as its body: the schema of each media type. */
public record BodySpec(boolean required, Map<String, Schema> types) {
    static final BodySpec NONE = new BodySpec(false, Map.of());
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain";

    boolean isNone() {
        return types.isEmpty();
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
