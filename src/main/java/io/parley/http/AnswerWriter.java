package io.parley.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/** Writes what operations answer. Nothing is cached, and no browser guesses a type: a message's text must never run as a page. */
public final class AnswerWriter {
    private AnswerWriter() {
    }

    /** Writes the answer, unless the client has gone meanwhile. */
    public static void write(RoutingContext context, Answer answer) {
        if (answer instanceof Answer.Json json) {
            end(context, json.status(), "application/json", Json.encodeToBuffer(json.body()));
        } else if (answer instanceof Answer.Text text) {
            end(context, text.status(), "text/plain; charset=utf-8", Buffer.buffer(text.body()));
        } else if (answer instanceof Answer.Xml xml) {
            end(context, xml.status(), "application/xml; charset=utf-8", Buffer.buffer(xml.body()));
        } else if (answer instanceof Answer.Empty empty) {
            end(context, empty.status(), null, Buffer.buffer());
        }
    }

    /** @param type null for an answer without a body */
    static void end(RoutingContext context, int status, String type, Buffer body) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (type != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(body);
    }
}
