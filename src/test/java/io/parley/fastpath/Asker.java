package io.parley.fastpath;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.ParleyNode;
import io.parley.support.SseClient;
import io.vertx.core.json.JsonObject;

/** Somebody who has asked a question over HTTP, with the only way to it that they were given. */
record Asker(ParleyNode node, String id, ApiClient api, String streamToken) {
    static final String V1 = "/restapi/v1";

    /** @param answer what {@code POST /ask} said to a visitor */
    static Asker of(ParleyNode node, JsonObject answer) {
        return new Asker(node, answer.getString("id"), node.api().withBearer(answer.getString("token")), answer.getString("streamToken"));
    }

    String path(String rest) {
        return V1 + "/ask/" + id + rest;
    }

    JsonObject standing() {
        return api.get(path("")).expect(200).json();
    }

    JsonObject enter(String nickname) {
        return api.post(path("") + "?nickname=" + ApiClient.encoded(nickname)).expect(200).json();
    }

    ApiResponse say(String body) {
        return say(new JsonObject().put("body", body));
    }

    ApiResponse say(JsonObject message) {
        return api.put(path(""), message).expect(200);
    }

    ApiResponse cancel() {
        return api.delete(path("")).expect(200);
    }

    /** The stream as a page opens it, which has no way to send a header. */
    SseClient stream() {
        return SseClient.open(node.vertx(), node.check(), node.api(), path("/events?token=" + streamToken));
    }

    SseClient streamAfter(String lastEventId) {
        return SseClient.open(node.vertx(), node.check(), node.api().with("Last-Event-ID", lastEventId),
                path("/events?token=" + streamToken));
    }
}
