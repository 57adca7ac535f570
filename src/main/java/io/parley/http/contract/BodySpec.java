package io.parley.http.contract;

import io.parley.http.contract.xml.XmlForm;
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
    private static final String XML = "application/xml";

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
        return types.containsKey(XML);
    }

    /** How a body of this type is read into a JSON object; empty for what is none written as XML. */
    Optional<XmlForm.Document> document(String type) {
        return type.equals(XML) ? schema(type).flatMap(Schema::xml) : Optional.empty();
    }

    /** The type as the contract names it: {@code text/xml} is another name of {@code application/xml} (RFC 7303, section 4.2). */
    String named(String type) {
        return type.equals("text/xml") && !types.containsKey(type) ? XML : type;
    }

    Optional<Schema> schema(String type) {
        return Optional.ofNullable(types.get(type));
    }
}
