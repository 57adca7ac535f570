package io.parley.http.access;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets pages of the configured origins call Parley (the CORS protocol of the Fetch standard). A root handler, before anything that
 * may refuse: a page can read a problem only when the problem carries these headers, and a preflight carries no credentials.
 */
public final class Cors implements Handler<RoutingContext> {
    private static final String METHODS = "GET, POST, PUT, DELETE";
    private static final String REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key, Last-Event-ID";
    private static final String RESPONSE_HEADERS = "X-Request-Id, Retry-After, Location";
    private static final String MAX_AGE_SECONDS = "3600";

    private final AllowedOrigins origins;

    public Cors(AllowedOrigins origins) {
        this.origins = origins;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader("Origin");
        if (!origins.isEmpty()) {
            context.response().headers().add("Vary", "Origin"); // else a cache gives one origin's answer to another
        }
        boolean allowed = origin != null && allow(origin, context.response().headers());
        if (!isPreflight(request)) {
            context.next();
        } else if (allowed) {
            answerPreflight(context);
        } else {
            context.fail(403, Refusals.crossSite());
        }
    }

    private boolean allow(String origin, MultiMap headers) {
        if (origins.lists(origin)) {
            headers.set("Access-Control-Allow-Origin", origin).set("Access-Control-Allow-Credentials", "true");
        } else if (origins.any()) {
            headers.set("Access-Control-Allow-Origin", "*");
        } else {
            return false;
        }
        headers.set("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        return true;
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS) && request.headers().contains("Origin")
                && request.headers().contains("Access-Control-Request-Method");
    }

    private static void answerPreflight(RoutingContext context) {
        context.response().headers()
                .set("Access-Control-Allow-Methods", METHODS)
                .set("Access-Control-Allow-Headers", REQUEST_HEADERS)
                .set("Access-Control-Max-Age", MAX_AGE_SECONDS);
        context.response().setStatusCode(204).end();
    }
}
