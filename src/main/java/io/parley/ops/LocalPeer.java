package io.parley.ops;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Whether a request comes from this machine itself: a loopback peer, no proxy between, and a Host that is no name from outside, for a web
 * page can let its own name resolve to 127.0.0.1 and read what is there.
 */
final class LocalPeer {
    private LocalPeer() {
    }

    static boolean is(HttpServerRequest request) {
        boolean proxied = request.headers().contains("Forwarded") || request.headers().contains("X-Forwarded-For");
        String host = request.authority() == null ? "" : request.authority().host();
        return !proxied && isLoopback(request.remoteAddress().hostAddress()) && (host.equals("localhost") || isLoopback(host));
    }

    private static boolean isLoopback(String address) {
        byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        try {
            return bytes != null && InetAddress.getByAddress(bytes).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong number of bytes
        }
    }
}
