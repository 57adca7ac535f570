package io.parley.http.contract;

import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.util.Map;

/** Sends what a test says, and believes every answer: for stubs, which do not keep to the contract. */
final class RawClient {
    private final Vertx vertx;
    private final WebClient client;
    private final URI base;

    RawClient(StubServer server) {
        this.vertx = server.vertx();
        this.client = WebClient.create(vertx);
        this.base = server.base();
    }

    /** With good credentials, and for JSON, unless the headers say something else; an empty one is left out. */
    ApiResponse send(String method, String uri, Map<String, String> headers, String body) {
        return send(method, uri, headers, body == null ? null : Buffer.buffer(body));
    }

    ApiResponse send(String method, String uri, Map<String, String> headers, Buffer body) {
        HttpRequest<Buffer> request = client.request(HttpMethod.valueOf(method), base.getPort(), base.getHost(), uri)
                .followRedirects(false).putHeader("Authorization", StubServer.CREDENTIALS).putHeader("Accept", "application/json");
        headers.forEach((name, value) -> {
            request.headers().remove(name);
            if (!value.isEmpty()) {
                request.putHeader(name, value);
            }
        });
        HttpResponse<Buffer> response = Await.await(body == null ? request.send() : request.sendBuffer(body));
        return new ApiResponse(response.statusCode(), response.headers(), response.bodyAsString() == null ? "" : response.bodyAsString());
    }

    ApiResponse send(String method, String uri) {
        return send(method, uri, Map.of(), (Buffer) null);
    }

    ApiResponse sendText(String method, String uri, String body) {
        return send(method, uri, Map.of("Content-Type", "text/plain"), body);
    }

    ApiResponse sendJson(String method, String uri, String body) {
        return send(method, uri, Map.of("Content-Type", "application/json"), body);
    }

    /** Writes bytes to a connection as they are, and answers all that comes until the server closes it. */
    String sendBytes(Buffer bytes) {
        Buffer received = Buffer.buffer();
        return Await.await(vertx.createNetClient().connect(base.getPort(), base.getHost()).compose(socket -> {
            Promise<String> closed = Promise.promise();
            socket.handler(received::appendBuffer).closeHandler(end -> closed.complete(received.toString()));
            socket.write(bytes);
            return closed.future();
        }));
    }
}
