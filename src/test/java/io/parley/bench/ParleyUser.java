package io.parley.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
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
        return call(client, caller.setMethod(HttpMethod.POST).putHeader("Accept", "application/json"), "/login", credentials)
                .map(answer -> new ParleyUser(client, new RequestOptions(server)
                        .putHeader("Authorization", "Bearer " + answer.toJsonObject().getString("token"))));
    }

    /** Opens the event stream, and tells every line of it. */
    Future<ParleyUser> listen(Consumer<String> lines) {
        return listen(lines, () -> { });
    }

    /** And tells when it ends, by whichever side. */
    Future<ParleyUser> listen(Consumer<String> lines, Runnable end) {
        return listen(null, lines, end);
    }

    /**
     * As a browser does that comes back.
     *
     * @param last id of the event that it had last; null at the first time
     */
    Future<ParleyUser> listen(String last, Consumer<String> lines, Runnable end) {
        RequestOptions events = new RequestOptions(base).setMethod(HttpMethod.GET).setURI(API + "/events");
        if (last != null) {
            events.putHeader("Last-Event-ID", last);
        }
        return client.request(events)
                .compose(HttpClientRequest::send)
                .compose(answer -> {
                    if (answer.statusCode() != 200) {
                        return Future.failedFuture("the event stream was answered " + answer.statusCode());
                    }
                    Promise<Void> over = Promise.promise();
                    over.future().onSuccess(ended -> end.run());
                    answer.handler(RecordParser.newDelimited("\n", line -> lines.accept(line.toString(StandardCharsets.UTF_8))));
                    answer.endHandler(ended -> over.tryComplete()).exceptionHandler(broken -> over.tryComplete());
                    return Future.succeededFuture(this);
                });
    }

    /** The same login on another node. */
    ParleyUser at(RequestOptions server) {
        return new ParleyUser(client, new RequestOptions(base).setHost(server.getHost()).setPort(server.getPort()));
    }

    Future<Void> say(String to, String body) {
        return post("/messages/" + to, new RequestOptions(base), new JsonObject().put("body", body));
    }

    /** Once, however often it is tried with the same key. */
    Future<Void> say(String to, String body, String key) {
        return post("/messages/" + to, new RequestOptions(base).putHeader("Idempotency-Key", key), new JsonObject().put("body", body));
    }

    Future<Void> enter(String room) {
        return call(client, new RequestOptions(base).setMethod(HttpMethod.PUT), "/rooms/" + room, null).mapEmpty();
    }

    /** Ends the session. */
    Future<Void> leave() {
        return post("/logoff?all=true", new RequestOptions(base), null);
    }

    private Future<Void> post(String path, RequestOptions caller, JsonObject body) {
        return call(client, caller.setMethod(HttpMethod.POST), path, body).mapEmpty();
    }

    private static Future<Buffer> call(HttpClient client, RequestOptions caller, String path, JsonObject body) {
        caller.setURI(API + path);
        if (body != null) {
            caller.putHeader("Content-Type", "application/json");
        }
        return client.request(caller)
                .compose(request -> body == null ? request.send() : request.send(body.toBuffer()))
                .compose(ParleyUser::content);
    }

    private static Future<Buffer> content(HttpClientResponse answer) {
        return answer.body().compose(body -> answer.statusCode() == 200 ? Future.succeededFuture(body)
                : Future.failedFuture("Parley answered " + answer.statusCode() + ": " + body));
    }
}
