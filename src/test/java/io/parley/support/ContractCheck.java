package io.parley.support;

import io.parley.bus.Problem.Fault;
import io.parley.http.contract.Contract;
import io.parley.http.contract.OperationSpec;
import io.parley.http.contract.ResponseSpec;
import io.parley.http.contract.Schema;
import io.parley.http.contract.xml.XmlReader;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds what the server says against {@code openapi.yaml}; what differs fails the test with an {@link AssertionError}. */
public final class ContractCheck {
    private static final String PROBLEM = "application/problem+json";
    private static final List<String> OLDER_PREFIXES = List.of("/rest/api/restapi/v1/", "/plugins/restapi/v1/");

    private final Contract contract;

    public ContractCheck(Contract contract) {
        this.contract = contract;
    }

    /**
     * Checks a whole answer: declared status, content type, required headers, body.
     *
     * @param uri path and query, as they were sent
     * @param body null when there is none; an event stream's is not checked
     */
    public void answer(HttpMethod method, String uri, int status, MultiMap headers, Buffer body) {
        String where = method + " " + uri + " answered " + status;
        String type = essence(headers.get("Content-Type"));
        if (status >= 400) {
            problem(where, status, type, body);
        }
        Optional<OperationSpec> operation = operation(method, uri.split("\\?", 2)[0]);
        if (operation.isEmpty()) {
            return; // documentation, a static file, or an unknown path
        }
        ResponseSpec response = operation.get().responses().get(status);
        if (response == null) {
            throw new AssertionError(where + ": openapi.yaml does not declare this status for " + operation.get().id());
        }
        for (String header : response.headers()) {
            if (!headers.contains(header)) {
                throw new AssertionError(where + " without the header " + header);
            }
        }
        body(where, response, type, body);
    }

    /** Checks the data of one event. */
    public void event(String name, String data) {
        Schema schema = contract.events().get(name);
        if (schema == null) {
            throw new AssertionError("openapi.yaml does not declare the event " + name);
        }
        require("event " + name, data, schema.faults("", json("event " + name, Buffer.buffer(data))));
    }

    private void problem(String where, int status, String type, Buffer body) {
        if (!type.equals(PROBLEM)) {
            throw new AssertionError(where + " as '" + type + "', not as " + PROBLEM + ": " + body);
        }
        Object json = json(where, body);
        require(where, body, contract.problem().faults("", json));
        if (((JsonObject) json).getInteger("status") != status) {
            throw new AssertionError(where + " with another status in its body: " + body);
        }
    }

    private static void body(String where, ResponseSpec response, String type, Buffer body) {
        boolean empty = body == null || body.length() == 0;
        if (response.types().isEmpty()) {
            if (!empty) {
                throw new AssertionError(where + " with a body that openapi.yaml does not declare: " + body);
            }
            return;
        }
        Schema schema = response.types().get(type);
        if (schema == null) {
            throw new AssertionError(where + " as '" + type + "'; openapi.yaml declares " + response.types().keySet());
        }
        if (type.equals("text/event-stream")) {
            return;
        }
        if (empty) {
            throw new AssertionError(where + " without the body that openapi.yaml declares");
        }
        boolean isJson = type.endsWith("json");
        Object value = schema.xml().filter(form -> type.endsWith("xml")).<Object>map(form -> XmlReader.read(body.toString(), form))
                .orElseGet(() -> isJson ? json(where, body) : body.toString());
        require(where, body, schema.faults("", value));
    }

    private Optional<OperationSpec> operation(HttpMethod method, String path) {
        String canonical = OLDER_PREFIXES.stream().filter(path::startsWith).findFirst()
                .map(prefix -> "/restapi/v1/" + path.substring(prefix.length())).orElse(path);
        List<OperationSpec> matching = contract.operations().stream().filter(operation -> matches(operation.path(), canonical)).toList();
        return matching.stream()
                .filter(operation -> operation.path().equals(matching.get(0).path()) && operation.method().equals(method))
                .findFirst();
    }

    private static boolean matches(String template, String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals(given[i]) && (!wanted[i].startsWith("{") || given[i].isEmpty())) {
                return false;
            }
        }
        return true;
    }

    private static Object json(String where, Buffer body) {
        try {
            return Json.decodeValue(body == null ? Buffer.buffer() : body);
        } catch (DecodeException e) {
            throw new AssertionError(where + " with a body that is no JSON: " + body, e);
        }
    }

    private static void require(String where, Object body, List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new AssertionError(where + " against the contract: " + faults + " in " + body);
        }
    }

    private static String essence(String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }
}
