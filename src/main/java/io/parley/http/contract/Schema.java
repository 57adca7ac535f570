package io.parley.http.contract;

import io.parley.bus.Problem.Fault;
import io.parley.http.contract.xml.XmlForm;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A schema of the contract, ready to check values: {@code JsonObject}, {@code JsonArray}, strings, numbers and booleans. */
public final class Schema {
    /** Keywords that only say that something below them is wrong; what is wrong follows as a fault of its own. */
    private static final Set<String> CONTAINERS = Set.of("properties", "items", "$ref", "allOf");

    private final JsonSchema model;
    private final Validator validator;
    private final Optional<XmlForm.Document> xml;

    /** @param model an object, with whatever it refers to in its place */
    Schema(JsonSchema model, Validator validator) {
        this.model = model;
        this.validator = validator;
        this.xml = Optional.of(model).filter(schema -> "object".equals(schema.get("type")))
                .filter(schema -> schema.get("xml") instanceof JsonObject)
                .map(schema -> XmlForm.of((JsonObject) schema));
    }

    /** Whether the schema itself names this property, so that its meaning is the contract's and not the sender's own. */
    boolean declares(String property) {
        JsonObject properties = model.get("properties");
        return properties != null && properties.containsKey(property);
    }

    /** How an object of this schema is written as XML; empty for one that the contract gives no {@code xml.name}. */
    public Optional<XmlForm.Document> xml() {
        return xml;
    }

    /**
     * What is wrong with a value.
     *
     * @param root put before each pointer: empty for a body, the parameter's name else
     * @return nothing when the value is as it should be
     */
    public List<Fault> faults(String root, Object value) {
        OutputUnit result = validator.validate(value);
        if (Boolean.TRUE.equals(result.getValid())) {
            return List.of();
        }
        List<Fault> faults = new ArrayList<>();
        if (result.getErrors() != null) {
            result.getErrors().stream().filter(unit -> !CONTAINERS.contains(keyword(unit)))
                    .map(unit -> fault(root, unit)).forEach(faults::add);
        }
        return faults.isEmpty() ? List.of(new Fault(root, "is not what the contract wants")) : faults;
    }

    private static Fault fault(String root, OutputUnit unit) {
        String pointer = root + unit.getInstanceLocation().substring(1); // without the #
        String text = unit.getError();
        if (keyword(unit).equals("required")) {
            String property = text.substring(text.indexOf('"') + 1, text.lastIndexOf('"'));
            return new Fault(pointer + "/" + property.replace("~", "~0").replace("/", "~1"), "is missing");
        }
        return new Fault(pointer, text);
    }

    private static String keyword(OutputUnit unit) {
        String location = unit.getKeywordLocation();
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
