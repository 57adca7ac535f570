package io.parley.bench;

import io.parley.support.ParleyNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/** Logs web clients in to one node. */
final class ParleyClients {
    private static final int CONNECTIONS = 5000;

    private final HttpClient client;
    private final RequestOptions server;

    ParleyClients(Vertx vertx, ParleyNode node) {
        client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        server = new RequestOptions().setHost(node.base().getHost()).setPort(node.base().getPort());
    }

    Future<ParleyUser> login(String user) {
        return ParleyUser.login(client, server, user);
    }

    Future<ParleyUser> vouchedFor(String user) {
        return ParleyUser.vouchedFor(client, server, user, ParleyNode.SECRET);
    }

    Future<Void> close() {
        return client.close();
    }
}
