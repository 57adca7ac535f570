package io.parley.http.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code openapi.yaml}: the text that is served, and the operations that the router is built from. */
public final class Contract {
    private final String text;
    private final List<OperationSpec> operations;
    private final Map<String, Schema> events;
    private final Schema problem;

    private Contract(String text, OpenAPIContract contract) {
        Schemas schemas = new Schemas(contract.getSchemaRepository());
        this.text = text;
        this.operations = contract.getPaths().stream()
                .flatMap(path -> path.getOperations().stream()
                        .map(operation -> OperationSpec.of(operation, path.getName(), schemas)))
                .toList();
        this.events = events(contract, schemas);
        this.problem = named("Problem", contract, schemas);
    }

    /** Loads the contract from the class path; fails when it is missing or is no OpenAPI 3.1. */
    public static Future<Contract> load(Vertx vertx) {
        return vertx.executeBlocking(() -> resource("/openapi.yaml")).compose(text -> parse(vertx, text));
    }

    /** Reads a contract that is at hand as YAML. */
    public static Future<Contract> parse(Vertx vertx, String text) {
        return vertx.executeBlocking(() -> LoadableCopy.of(json(text)))
                .compose(copy -> OpenAPIContract.from(vertx, copy))
                .map(contract -> new Contract(text, contract));
    }

    /** The contract as it is written. */
    public String text() {
        return text;
    }

    /** Every operation; those of the paths that win (literal segments before parameters) come first. */
    public List<OperationSpec> operations() {
        return operations;
    }

    /** The operations by path, in the order in which paths win. */
    Map<String, List<OperationSpec>> byPath() {
        return operations.stream().collect(Collectors.groupingBy(OperationSpec::path, LinkedHashMap::new, Collectors.toList()));
    }

    /** The schema of each event's data, by the event's name. */
    public Map<String, Schema> events() {
        return events;
    }

    /** The schema of every problem answer. */
    public Schema problem() {
        return problem;
    }

    private static Map<String, Schema> events(OpenAPIContract contract, Schemas schemas) {
        JsonObject declared = contract.getRawContract().getJsonObject("x-events", new JsonObject());
        return declared.fieldNames().stream().filter(JsonSchema.EXCLUDE_ANNOTATIONS).collect(Collectors.toUnmodifiableMap(name -> name,
                name -> schemas.of(JsonSchema.of(declared.getJsonObject(name)))));
    }

    private static Schema named(String name, OpenAPIContract contract, Schemas schemas) {
        JsonObject schema = contract.getRawContract().getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
        return schemas.of(JsonSchema.of(schema));
    }

    private static JsonObject json(String text) throws IOException {
        return new JsonObject(new ObjectMapper().writeValueAsString(new ObjectMapper(new YAMLFactory()).readTree(text)));
    }

    /** From the class path alone: Vert.x's file system would let a file of that name in the working directory win. */
    private static String resource(String name) throws IOException {
        try (InputStream in = Contract.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
