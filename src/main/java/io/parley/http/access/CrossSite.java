package io.parley.http.access;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Refuses requests that another site's page makes with what the user's browser adds by itself: the cookie, or Basic credentials that
 * it remembers. Tokens and the master secret are never added so, and pass. A root handler, after {@link Cors}.
 */
public final class CrossSite implements Handler<RoutingContext> {
    private final ClientAddress clients;
    private final AllowedOrigins origins;

    public CrossSite(ClientAddress clients, AllowedOrigins origins) {
        this.clients = clients;
        this.origins = origins;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (hasAmbientCredentials(request) && isForeign(request)) {
            context.fail(403, Refusals.crossSite());
        } else {
            context.next();
        }
    }

    private static boolean hasAmbientCredentials(HttpServerRequest request) {
        boolean basic = request.headers().getAll("Authorization").stream()
                .anyMatch(header -> header.regionMatches(true, 0, "Basic ", 0, 6));
        return basic || request.getCookie(StreamCookie.NAME) != null;
    }

    private boolean isForeign(HttpServerRequest request) {
        if ("cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"))) {
            return true;
        }
        String origin = request.getHeader("Origin");
        return origin != null && !isOurs(origin, request) && !origins.lists(origin);
    }

    private boolean isOurs(String origin, HttpServerRequest request) {
        ClientAddress.Client client = clients.of(request);
        Optional<WebOrigin> ours = WebOrigin.parse(client.scheme() + "://" + client.authority());
        return ours.isPresent() && ours.equals(WebOrigin.parse(origin));
    }
}
