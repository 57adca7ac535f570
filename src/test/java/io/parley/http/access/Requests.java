package io.parley.http.access;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.lang.reflect.Proxy;

/** A request as it comes from a peer's address, which no test can choose on a real socket. */
record Requests(String peer, boolean tls, MultiMap headers) {

    static Requests from(String peer) {
        return new Requests(peer, false, MultiMap.caseInsensitiveMultiMap());
    }

    Requests with(String name, String value) {
        MultiMap more = MultiMap.caseInsensitiveMultiMap().addAll(headers).add(name, value);
        return new Requests(peer, tls, more);
    }

    Requests overTls() {
        return new Requests(peer, true, headers);
    }

    HttpServerRequest request() {
        return (HttpServerRequest) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {HttpServerRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "remoteAddress" -> SocketAddress.inetSocketAddress(4711, peer);
                    case "isSSL" -> tls;
                    case "headers" -> headers;
                    case "authority" -> HostAndPort.create("chat.example.org", 7070);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
