package io.parley.chaos;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * The answer that settled a request.
 *
 * @param doubt  whether an earlier try may have been carried out without an answer
 * @param waited since the first try
 */
record Reply(int status, String text, boolean doubt, Duration waited) {
    JsonObject json() {
        return new JsonObject(text);
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    String code() {
        return status < 400 ? "" : json().getString("code");
    }
}
