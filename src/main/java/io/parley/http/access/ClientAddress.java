package io.parley.http.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Where a request really comes from. What proxies say counts only when the peer is a configured one, and of what they say only the
 * part that configured ones wrote: the right-most address that is none of theirs. The rest is what the client made up.
 */
public final class ClientAddress {
    private final List<AddressRange> proxies;

    /**
     * @param address   the client's IP address
     * @param scheme    http or https, between the client and the first proxy
     * @param authority the host, and port, that the client asked for; empty when it named none
     */
    public record Client(String address, String scheme, String authority) {
        public boolean isSecure() {
            return scheme.equals("https");
        }
    }

    /** @param trustedProxies addresses and networks (CIDR); {@link IllegalArgumentException} for anything else */
    public ClientAddress(List<String> trustedProxies) {
        this.proxies = trustedProxies.stream().map(AddressRange::parse).toList();
    }

    public Client of(HttpServerRequest request) {
        String peer = request.remoteAddress() == null ? "unknown" : request.remoteAddress().hostAddress();
        HostAndPort authority = request.authority();
        Client direct = new Client(peer, request.isSSL() ? "https" : "http", authority == null ? "" : authority.toString());
        if (!isProxy(peer)) {
            return direct;
        }
        Optional<ForwardedHeader> standard = ForwardedHeader.standard(request.headers());
        Optional<ForwardedHeader> older = ForwardedHeader.older(request.headers());
        if (standard.isPresent() && older.isPresent()) {
            return both(forwarded(standard.get(), direct), forwarded(older.get(), direct), direct);
        }
        return standard.or(() -> older).map(said -> forwarded(said, direct)).orElse(direct);
    }

    /** A proxy that writes one kind of header passes the other on as the client made it up: where they differ, neither is believed. */
    private static Client both(Client one, Client other, Client direct) {
        return one.equals(other) ? one : direct;
    }

    private Client forwarded(ForwardedHeader said, Client direct) {
        return new Client(nearestStranger(said.hops(), direct.address()),
                "https".equalsIgnoreCase(said.proto()) ? "https" : "http".equalsIgnoreCase(said.proto()) ? "http" : direct.scheme(),
                said.host() == null ? direct.authority() : said.host());
    }

    private String nearestStranger(List<String> hops, String peer) {
        String nearest = peer;
        for (int i = hops.size() - 1; i >= 0; i--) {
            Optional<InetAddress> hop = AddressRange.parseAddress(withoutPort(hops.get(i)));
            if (hop.isEmpty()) {
                return nearest; // unknown, or hidden on purpose (RFC 7239, section 6.3)
            }
            nearest = hop.get().getHostAddress();
            if (!isProxy(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    private boolean isProxy(String address) {
        Optional<InetAddress> parsed = AddressRange.parseAddress(address);
        return parsed.isPresent() && proxies.stream().anyMatch(range -> range.contains(parsed.get()));
    }

    /** {@code 192.0.2.1:47}, {@code [2001:db8::1]:47} and {@code [2001:db8::1]}; an IPv6 address without brackets has no port. */
    private static String withoutPort(String node) {
        if (node.startsWith("[") && node.contains("]")) {
            return node.substring(1, node.indexOf(']'));
        }
        return node.indexOf(':') >= 0 && node.indexOf(':') == node.lastIndexOf(':') ? node.substring(0, node.indexOf(':')) : node;
    }
}
