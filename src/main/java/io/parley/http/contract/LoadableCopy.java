package io.parley.http.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A copy of the contract that vertx-openapi 5.0 loads. It refuses media types that it does not know, and servers at the root; so those
 * types get an alias and the servers go. The original is what is served.
 */
final class LoadableCopy {
    private LoadableCopy() {
    }

    static JsonObject of(JsonObject contract) {
        JsonObject copy = copied(contract);
        copy.remove("servers");
        return copy;
    }

    private static JsonObject copied(JsonObject object) {
        JsonObject copy = new JsonObject();
        for (String name : object.fieldNames()) {
            Object value = object.getValue(name);
            copy.put(name, name.equals("content") && value instanceof JsonObject content ? aliased(content) : copiedValue(value));
        }
        return copy;
    }

    private static JsonObject aliased(JsonObject content) {
        JsonObject copy = new JsonObject();
        for (String type : content.fieldNames()) {
            copy.put(MediaTypes.loadable(type), copiedValue(content.getValue(type)));
        }
        return copy;
    }

    private static Object copiedValue(Object value) {
        if (value instanceof JsonObject object) {
            return copied(object);
        }
        if (value instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(item -> copy.add(copiedValue(item)));
            return copy;
        }
        return value;
    }
}
