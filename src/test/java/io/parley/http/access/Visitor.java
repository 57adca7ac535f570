package io.parley.http.access;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An HTTP client with the headers that it always sends; immutable, so that a test can name its callers. */
record Visitor(WebClient client, int port, Map<String, String> headers) {

    static Visitor of(WebClient client, House house) {
        return new Visitor(client, house.port(), Map.of());
    }

    Visitor with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Visitor(client, port, more);
    }

    Visitor basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    Visitor bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    Reply get(String path) throws Exception {
        return await(sendGet(path));
    }

    Future<Reply> sendGet(String path) {
        return request(HttpMethod.GET, path).send().map(Reply::new);
    }

    Reply post(String path, String body) throws Exception {
        return await(request(HttpMethod.POST, path).sendBuffer(Buffer.buffer(body)).map(Reply::new));
    }

    Reply post(String path) throws Exception {
        return await(request(HttpMethod.POST, path).send().map(Reply::new));
    }

    Reply options(String path) throws Exception {
        return await(request(HttpMethod.OPTIONS, path).send().map(Reply::new));
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private HttpRequest<Buffer> request(HttpMethod method, String path) {
        HttpRequest<Buffer> request = client.request(method, port, "127.0.0.1", path.startsWith("/") ? path : "/restapi/v1/" + path);
        headers.forEach(request::putHeader);
        return request;
    }

    /** What was answered. */
    record Reply(HttpResponse<Buffer> response) {
        int status() {
            return response.statusCode();
        }

        /** Status and code of a problem, {@code 401 token-expired}. */
        String problem() {
            return status() + " " + json().getString("code");
        }

        String text() {
            return response.bodyAsString();
        }

        JsonObject json() {
            return response.bodyAsJsonObject();
        }

        String header(String name) {
            return response.getHeader(name);
        }
    }
}
