package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A web client: logged in, with a token, and after {@link #listen} with an event stream on a connection of its own. */
final class ParleyUser {
    private static final String API = "/restapi/v1/chat";

    private final HttpClient client;
    private final RequestOptions base;

    private ParleyUser(HttpClient client, RequestOptions base) {
        this.client = client;
        this.base = base;
    }

    /** With the user's own password, which is the user's name. */
    static Future<ParleyUser> login(HttpClient client, RequestOptions server, String user) {
        JsonObject credentials = new JsonObject().put("username", user).put("password", user);
        return loggedIn(client, server, new RequestOptions(server), credentials);
    }

    /** Without a password, by a back-end that holds the master secret. */
    static Future<ParleyUser> vouchedFor(HttpClient client, RequestOptions server, String user, String secret) {
        RequestOptions trusted = new RequestOptions(server).putHeader("Authorization", secret);
        return loggedIn(client, server, trusted, new JsonObject().put("username", user));
    }

    private static Future<ParleyUser> loggedIn(HttpClient client, RequestOptions server, RequestOptions caller, JsonObject credentials) {
        return post(client, caller.putHeader("Accept", "application/json"), "/login", credentials).map(answer -> new ParleyUser(client,
                new RequestOptions(server).putHeader("Authorization", "Bearer " + answer.toJsonObject().getString("token"))));
    }

    /** Opens the event stream, and tells every line of it. */
    Future<ParleyUser> listen(Consumer<String> lines) {
        return listen(lines, () -> { });
    }

    /** And tells when it ends, by whichever side. */
    Future<ParleyUser> listen(Consumer<String> lines, Runnable end) {
        return client.request(new RequestOptions(base).setMethod(HttpMethod.GET).setURI(API + "/events"))
                .compose(HttpClientRequest::send)
                .compose(answer -> {
                    answer.handler(RecordParser.newDelimited("\n", line -> lines.accept(line.toString(StandardCharsets.UTF_8))));
                    answer.endHandler(ended -> end.run()).exceptionHandler(broken -> end.run());
                    return answer.statusCode() == 200 ? Future.succeededFuture(this)
                            : Future.failedFuture("the event stream was answered " + answer.statusCode());
                });
    }

    Future<Void> say(String to, String body) {
        return post(client, new RequestOptions(base), "/messages/" + to, new JsonObject().put("body", body)).mapEmpty();
    }

    private static Future<Buffer> post(HttpClient client, RequestOptions caller, String path, JsonObject body) {
        return client.request(caller.setMethod(HttpMethod.POST).setURI(API + path).putHeader("Content-Type", "application/json"))
                .compose(request -> request.send(body.toBuffer()))
                .compose(ParleyUser::content);
    }

    private static Future<Buffer> content(HttpClientResponse answer) {
        return answer.body().compose(body -> answer.statusCode() == 200 ? Future.succeededFuture(body)
                : Future.failedFuture("Parley answered " + answer.statusCode() + ": " + body));
    }
}
