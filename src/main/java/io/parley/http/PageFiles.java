package io.parley.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/** Serves the chat page at {@code /}: the files of {@code webroot}, from the JAR. */
public final class PageFiles {
    /** The page's own paths and no wildcard over all: that would answer 404 where another route's answer is 405. */
    private static final String PATHS = "/(?:(?:js|views)/.*|(?:index|ask)\\.html|(?:app|ask)\\.js|style\\.css|favicon\\.svg)?";

    /**
     * Scripts, styles and requests of our own origin only. The page keeps the API token where scripts can read it: a script that
     * somebody smuggles in must not run, and must have nowhere to send the token.
     */
    private static final String POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public void install(Router router) {
        router.getWithRegex(PATHS).method(HttpMethod.HEAD)
                .handler(PageFiles::protect)
                .handler(StaticHandler.create("webroot").setCachingEnabled(false));
    }

    /** Files have no version in their names: a browser that kept some of them would mix two versions of the page. */
    private static void protect(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        context.next();
    }
}
