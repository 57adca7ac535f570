package io.parley.chaos;

import io.parley.support.ContractCheck;
import io.parley.support.ParleyNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The nodes, as clients without a load balancer see them: which of them answers is found out by asking. */
final class Doors {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 200;
    /** A reader who stops to read is to be felt soon. */
    private static final int RECEIVE_BUFFER = 16 * 1024;

    /** One node's answer. */
    record Answer(int status, String text) {
        String code() {
            return status < 400 ? "" : new JsonObject(text).getString("code");
        }
    }

    private final HttpClient calls;
    private final HttpClient streams;
    private final ContractCheck check;
    private final List<URI> nodes;

    Doors(Vertx vertx, ContractCheck check, List<ParleyNode> nodes) {
        HttpClientOptions options = new HttpClientOptions().setConnectTimeout((int) CONNECT.toMillis());
        PoolOptions pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS);
        this.calls = vertx.createHttpClient(options, pool);
        HttpClientOptions each = new HttpClientOptions(options).setKeepAlive(false).setReceiveBufferSize(RECEIVE_BUFFER);
        this.streams = vertx.createHttpClient(each, pool);
        this.check = check;
        this.nodes = nodes.stream().map(ParleyNode::base).toList();
    }

    int count() {
        return nodes.size();
    }

    ContractCheck check() {
        return check;
    }

    /** @return fails when there is no answer in time; with an {@link AssertionError} when it is against the contract */
    Future<Answer> ask(int node, Request request, Duration patience) {
        RequestOptions options = options(node, request).setIdleTimeout(patience.toMillis());
        Buffer body = request.body() == null ? null : request.body().toBuffer();
        if (body != null) {
            options.putHeader("Content-Type", "application/json");
        }
        return calls.request(options).compose(open -> body == null ? open.send() : open.send(body))
                .compose(answer -> answer.body().map(text -> checked(request, answer, text)));
    }

    private Answer checked(Request request, HttpClientResponse answer, Buffer text) {
        check.answer(request.method(), request.uri(), answer.statusCode(), answer.headers(), text);
        return new Answer(answer.statusCode(), text.toString(StandardCharsets.UTF_8));
    }

    /** @return the head of an answer whose body goes on; a connection of its own, which {@link HttpClientRequest#reset} closes */
    Future<HttpClientResponse> stream(int node, Request request, Duration patience) {
        return streams.request(options(node, request).setIdleTimeout(patience.toMillis())).compose(HttpClientRequest::send);
    }

    private RequestOptions options(int node, Request request) {
        URI base = nodes.get(node);
        RequestOptions options = new RequestOptions().setMethod(request.method()).setHost(base.getHost()).setPort(base.getPort())
                .setURI(request.uri());
        request.headers().forEach(options::putHeader);
        return options;
    }

    Future<Void> close() {
        return Future.join(calls.close(), streams.close()).mapEmpty();
    }
}
