package io.parley.http.contract;

import io.parley.bus.Problem.Fault;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import java.util.List;
import java.util.Locale;

/**
 * A parameter of an operation: one plain value.
 *
 * @param opaque {@code x-opaque} in the contract: whatever a client sends is taken, in any characters and more than once, because a
 *               refusal would be worse than a wrong value. EventSource never comes back from an error status.
 */
record ParameterSpec(String name, Location in, boolean required, boolean opaque, SchemaType type, Schema schema) {

    ParameterSpec {
        if (type == SchemaType.ARRAY || type == SchemaType.OBJECT) {
            throw new IllegalArgumentException("openapi.yaml: parameter " + name + " is no plain value; lists belong in the body");
        }
    }

    /** How a fault names this parameter: {@code query/max}. */
    String pointer() {
        return in.name().toLowerCase(Locale.ROOT) + "/" + name;
    }

    /** @param values as they were sent, decoded */
    List<Fault> faults(List<String> values) {
        if (opaque) {
            return List.of();
        }
        if (values.isEmpty()) {
            return required ? List.of(new Fault(pointer(), "is missing")) : List.of();
        }
        if (values.size() > 1) {
            return List.of(new Fault(pointer(), "is given more than once"));
        }
        return schema.faults(pointer(), typed(values.get(0)));
    }

    /**
     * vertx-openapi's own validator reads every string as JSON first, so that {@code status=say "hi"} and {@code search=1} fail there;
     * here the schema decides.
     */
    private Object typed(String value) {
        try {
            return switch (type) {
                case INTEGER -> Long.valueOf(value);
                case NUMBER -> Double.valueOf(value);
                case BOOLEAN -> value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : value;
                default -> value;
            };
        } catch (NumberFormatException e) {
            return value; // the schema then says what it expected
        }
    }
}
