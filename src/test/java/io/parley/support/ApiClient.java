package io.parley.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A client of the API for tests: blocking, with the credentials that it was given, and every answer held against the contract. */
public final class ApiClient {
    private final WebClient client;
    private final ContractCheck check;
    private final URI base;
    private final Map<String, String> headers;

    private ApiClient(WebClient client, ContractCheck check, URI base, Map<String, String> headers) {
        this.client = client;
        this.check = check;
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    /** Without credentials. {@code base}: {@code http://127.0.0.1:<port>}. */
    public static ApiClient create(Vertx vertx, ContractCheck check, URI base) {
        WebClientOptions options = new WebClientOptions().setFollowRedirects(false).setUserAgentEnabled(false);
        return new ApiClient(WebClient.create(vertx, options), check, base, Map.of());
    }

    /** Encodes one value for a path or a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public ApiClient withSecret(String secret) {
        return with("Authorization", secret);
    }

    public ApiClient withBearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public ApiClient withBasic(String user, String password) {
        String pair = user + ":" + password;
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    public ApiClient anonymous() {
        Map<String, String> rest = new HashMap<>(headers);
        rest.remove("Authorization");
        return new ApiClient(client, check, base, rest);
    }

    /** The same client with one more header, or another value of it. */
    public ApiClient with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new ApiClient(client, check, base, more);
    }

    public URI base() {
        return base;
    }

    /** What this client sends with every request, for those who open an event stream beside it. */
    public Map<String, String> headers() {
        return headers;
    }

    public ApiResponse get(String uri) {
        return Await.await(send(HttpMethod.GET, uri, null, null));
    }

    public ApiResponse post(String uri) {
        return Await.await(send(HttpMethod.POST, uri, null, null));
    }

    public ApiResponse post(String uri, JsonObject body) {
        return Await.await(send(HttpMethod.POST, uri, "application/json", body.toBuffer()));
    }

    public ApiResponse post(String uri, String text) {
        return Await.await(send(HttpMethod.POST, uri, "text/plain; charset=utf-8", Buffer.buffer(text)));
    }

    public ApiResponse post(String uri, String type, String body) {
        return Await.await(send(HttpMethod.POST, uri, type, Buffer.buffer(body)));
    }

    public ApiResponse put(String uri) {
        return Await.await(send(HttpMethod.PUT, uri, null, null));
    }

    public ApiResponse put(String uri, JsonObject body) {
        return Await.await(send(HttpMethod.PUT, uri, "application/json", body.toBuffer()));
    }

    public ApiResponse put(String uri, String text) {
        return Await.await(send(HttpMethod.PUT, uri, "text/plain; charset=utf-8", Buffer.buffer(text)));
    }

    public ApiResponse delete(String uri) {
        return Await.await(send(HttpMethod.DELETE, uri, null, null));
    }

    /**
     * Sends without waiting, for tests that do many things at once.
     *
     * @param uri  path and query, encoded as they are to be sent
     * @param type null for no Content-Type
     * @param body null for none
     */
    public Future<ApiResponse> send(HttpMethod method, String uri, String type, Buffer body) {
        HttpRequest<Buffer> request = client.request(method, base.getPort(), base.getHost(), uri).ssl(base.getScheme().equals("https"));
        headers.forEach(request::putHeader);
        if (type != null) {
            request.putHeader("Content-Type", type);
        }
        return (body == null ? request.send() : request.sendBuffer(body)).map(response -> checked(method, uri, response));
    }

    private ApiResponse checked(HttpMethod method, String uri, HttpResponse<Buffer> response) {
        check.answer(method, uri, response.statusCode(), response.headers(), response.body());
        String text = response.body() == null ? "" : response.body().toString(StandardCharsets.UTF_8);
        return new ApiResponse(response.statusCode(), response.headers(), text);
    }
}
