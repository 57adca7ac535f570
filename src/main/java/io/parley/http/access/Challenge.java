package io.parley.http.access;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Every 401 names the schemes (RFC 9110, section 11.6.1). To a browser's fetch, which says so by {@code Sec-Fetch-Mode}, Basic is not
 * named: the browser would ask the user with a dialog of its own, and then send the password along with everything. A root handler.
 */
public final class Challenge implements Handler<RoutingContext> {
    private static final String BEARER = "Bearer realm=\"parley\"";
    private static final String BASIC = "Basic realm=\"parley\", charset=\"UTF-8\"";

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        boolean browser = context.request().headers().contains("Sec-Fetch-Mode")
                || context.request().headers().contains("X-Requested-With");
        context.addHeadersEndHandler(ending -> {
            if (response.getStatusCode() == 401) {
                response.headers().add("WWW-Authenticate", BEARER);
                if (!browser) {
                    response.headers().add("WWW-Authenticate", BASIC);
                }
            }
        });
        context.next();
    }
}
