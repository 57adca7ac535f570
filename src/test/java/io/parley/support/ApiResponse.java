package io.parley.support;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;

/** An answer that has been held against the contract. */
public record ApiResponse(int status, MultiMap headers, String text) {
    public JsonObject json() {
        return new JsonObject(text);
    }

    /** The problem's code. */
    public String code() {
        return json().getString("code");
    }

    public String header(String name) {
        return headers.get(name);
    }

    /** This response, when it has the status; else the test fails and says what came instead. */
    public ApiResponse expect(int expected) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + ", got " + status + ": " + text);
        }
        return this;
    }
}
