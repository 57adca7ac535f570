package io.parley.support;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;

/** A network that a test can break: it stands between a client and a server on loopback; it cuts, stalls or mutes the connections. */
public final class TcpProxy implements AutoCloseable {
    private record Pair(NetSocket client, NetSocket server) {
        void join() {
            client.handler(server::write).closeHandler(closed -> server.close());
            server.handler(client::write).closeHandler(closed -> client.close());
            client.resume();
            server.resume();
        }
    }

    private final NetServer listening;
    private final NetClient connecting;
    private final List<Pair> pairs = new ArrayList<>();

    private TcpProxy(Vertx vertx, int target) {
        connecting = vertx.createNetClient();
        listening = vertx.createNetServer().connectHandler(client -> {
            client.pause();
            connecting.connect(target, "127.0.0.1").onSuccess(server -> join(client, server)).onFailure(refused -> client.close());
        });
    }

    /** In front of this port. */
    public static TcpProxy before(Vertx vertx, int target, int port) {
        return before(vertx, target, "127.0.0.1", port);
    }

    /** As {@link #before(Vertx, int, int)}, for clients that come to another address of this machine. */
    public static TcpProxy before(Vertx vertx, int target, String address, int port) {
        TcpProxy proxy = new TcpProxy(vertx, target);
        Await.await(proxy.listening.listen(port, address));
        return proxy;
    }

    private synchronized void join(NetSocket client, NetSocket server) {
        Pair pair = new Pair(client, server);
        pairs.add(pair);
        pair.join();
    }

    /** Closes every connection of now, on both sides. */
    public synchronized void cut() {
        pairs.forEach(pair -> {
            pair.client().close();
            pair.server().close();
        });
        pairs.clear();
    }

    /** A black hole for the connections of now: they stay open, and nothing comes through any more. New ones are sound. */
    public synchronized void stall() {
        pairs.forEach(pair -> {
            pair.client().pause();
            pair.server().pause();
        });
    }

    /** Half a black hole: what the clients of now say still comes through, and what they are answered does not. */
    public synchronized void mute() {
        pairs.forEach(pair -> pair.server().pause());
    }

    @Override
    public void close() {
        cut();
        Await.await(Future.all(listening.close(), connecting.close()));
    }
}
