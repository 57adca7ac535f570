package io.parley.http.contract.xml;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a value of a schema is written as XML: the meaning that OpenAPI gives to {@code xml:} hints (OpenAPI 3.1, section 4.8.26), of
 * which {@code name}, {@code attribute} and {@code wrapped} are used.
 */
public sealed interface XmlForm {

    /** An element with children and attributes: {@code parts} by the name of the property in JSON, in the contract's order. */
    record Whole(Map<String, Part> parts) implements XmlForm {
    }

    /** Elements one after another, each of them named {@code item}; {@code wrapped}: in an element that has the property's name. */
    record Several(String item, XmlForm form, boolean wrapped) implements XmlForm {
    }

    /** Text. */
    record Plain(Kind kind) implements XmlForm {
    }

    /** DATE: milliseconds since 1970 in JSON, ISO 8601 in XML, as Openfire's plugin has them. */
    enum Kind { TEXT, INTEGER, NUMBER, BOOLEAN, DATE }

    /** A property as an element or an attribute. */
    record Part(String name, boolean attribute, XmlForm form) {
        public Part {
            if (attribute && !(form instanceof Plain)) {
                throw new IllegalArgumentException("openapi.yaml: the attribute " + name + " is no plain value");
            }
        }
    }

    /** A whole document: the name of its root element, and what is in that. */
    record Document(String root, Whole form) {
    }

    /**
     * @param schema an object's, with everything that it refers to put in its place
     * @throws IllegalArgumentException when it does not say what its root element is called
     */
    static Document of(JsonObject schema) {
        String root = hints(schema).getString("name");
        if (root == null) {
            throw new IllegalArgumentException("openapi.yaml: a schema that is used as XML has no xml.name: " + schema.fieldNames());
        }
        return new Document(root, whole(schema));
    }

    private static Whole whole(JsonObject schema) {
        Map<String, Part> parts = new LinkedHashMap<>();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        properties.stream().filter(property -> property.getValue() instanceof JsonObject)
                .forEach(property -> parts.put(property.getKey(), part(property.getKey(), (JsonObject) property.getValue())));
        return new Whole(parts);
    }

    private static Part part(String property, JsonObject schema) {
        JsonObject hints = hints(schema);
        return new Part(hints.getString("name", property), hints.getBoolean("attribute", false), form(property, schema));
    }

    private static XmlForm form(String property, JsonObject schema) {
        return switch (type(schema)) {
            case "object" -> whole(schema);
            case "array" -> {
                JsonObject items = schema.getJsonObject("items", new JsonObject());
                boolean wrapped = hints(schema).getBoolean("wrapped", false);
                yield new Several(hints(items).getString("name", property), form(property, items), wrapped);
            }
            case "integer" -> new Plain(schema.getBoolean("x-xml-date", false) ? Kind.DATE : Kind.INTEGER);
            case "number" -> new Plain(Kind.NUMBER);
            case "boolean" -> new Plain(Kind.BOOLEAN);
            default -> new Plain(Kind.TEXT);
        };
    }

    /** What may be null has several types; the first is meant. */
    private static String type(JsonObject schema) {
        Object type = schema.getValue("type");
        return type instanceof JsonArray several ? several.getString(0) : String.valueOf(type);
    }

    private static JsonObject hints(JsonObject schema) {
        return schema.getJsonObject("xml", new JsonObject());
    }
}
