package io.parley.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/** The chat page: static files from the JAR, and a policy that lets the browser run nothing but them. */
final class Page {
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'; object-src 'none'";

    void install(Router router) {
        router.get("/*").handler(Page::protect).handler(StaticHandler.create("webroot").setCachingEnabled(true)
                .setMaxAgeSeconds(0).setIncludeHidden(false));
    }

    private static void protect(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        context.next();
    }
}
