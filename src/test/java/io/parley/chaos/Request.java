package io.parley.chaos;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client asks of whichever node.
 *
 * @param uri  path and query, encoded
 * @param body null for none
 */
record Request(HttpMethod method, String uri, Map<String, String> headers, JsonObject body) {
    static final String V1 = "/restapi/v1";

    /** @param authorization the header's value */
    static Request by(String authorization, HttpMethod method, String uri, JsonObject body) {
        return new Request(method, uri, Map.of("Authorization", authorization), body);
    }

    Request with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Request(method, uri, more, body);
    }

    @Override
    public String toString() {
        return method + " " + uri;
    }
}
