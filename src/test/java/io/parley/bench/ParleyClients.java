package io.parley.bench;

import io.parley.support.ParleyNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;

/** Logs web clients in to one node, from several addresses. Used on the load generator's one event loop. */
final class ParleyClients {
    /** An address has some 28,000 ports for connections to one server; the ends of the run before linger. */
    private static final int FROM_ONE_ADDRESS = 5000;
    private static final int ADDRESSES = 200;

    private final Vertx vertx;
    private final List<HttpClient> clients = new ArrayList<>();
    private final RequestOptions server;
    private int users;

    ParleyClients(Vertx vertx, ParleyNode node) {
        this.vertx = vertx;
        server = new RequestOptions().setHost(node.base().getHost()).setPort(node.base().getPort());
    }

    Future<ParleyUser> login(String user) {
        return ParleyUser.login(client(), server, user);
    }

    Future<ParleyUser> vouchedFor(String user) {
        return ParleyUser.vouchedFor(client(), server, user, ParleyNode.SECRET);
    }

    /** Who has logged in to another node, with the same token at this one. */
    ParleyUser here(ParleyUser user) {
        return user.at(server);
    }

    /** From 127.0.0.2 on, a new one for each so many users. */
    private HttpClient client() {
        if (users++ % (FROM_ONE_ADDRESS / 2) == 0) {
            HttpClientOptions options = new HttpClientOptions().setLocalAddress("127.0.0." + (2 + clients.size() % ADDRESSES));
            // what is broken fails its requests and ends its streams, which is enough: when a node is killed there are hundreds
            clients.add(vertx.httpClientBuilder().with(options).with(new PoolOptions().setHttp1MaxSize(FROM_ONE_ADDRESS))
                    .withConnectHandler(connection -> connection.exceptionHandler(broken -> { })).build());
        }
        return clients.get(clients.size() - 1);
    }

    Future<Void> close() {
        return Future.all(clients.stream().map(HttpClient::close).toList()).mapEmpty();
    }
}
