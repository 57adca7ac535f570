package io.parley.ops;

import io.parley.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/** Whether the XMPP server takes a connection. No login: a health check must not need anybody's password. */
public final class XmppReachable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final NetClient client;
    private final Config.Xmpp config;

    public XmppReachable(Vertx vertx, Config.Xmpp config) {
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) PATIENCE.toMillis()));
        this.config = config;
    }

    public Future<Void> check() {
        return client.connect(config.port(), config.host()).compose(NetSocket::close);
    }
}
