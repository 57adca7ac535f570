package io.parley.http.contract;

import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import java.util.HashMap;
import java.util.Map;

/**
 * The schemas of one contract, each made once however many operations refer to it: every validator holds a copy of all of them, and
 * one for each mention of a problem would cost seconds at the start.
 */
final class Schemas {
    /** Where in the contract a schema stands, as vertx-json-schema notes it. */
    private static final String PLACE = "__absolute_uri__";

    private final Map<String, Schema> made = new HashMap<>();
    private final SchemaRepository repository;

    Schemas(SchemaRepository repository) {
        this.repository = repository;
    }

    Schema of(JsonSchema model) {
        String place = model.get(PLACE);
        return place == null ? make(model) : made.computeIfAbsent(place, missing -> make(model));
    }

    private Schema make(JsonSchema model) {
        return new Schema(model, repository.validator(model));
    }
}
