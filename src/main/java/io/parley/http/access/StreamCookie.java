package io.parley.http.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * The stream token for an EventSource on our own pages, which can send no header. The browser sends the cookie to the event stream of
 * its session and nowhere else, shows it to no script, and drops it when it closes.
 */
public final class StreamCookie {
    public static final String NAME = "parley_stream";

    private final ClientAddress clients;

    public StreamCookie(ClientAddress clients) {
        this.clients = clients;
    }

    public void set(HttpServerRequest request, String streamId, String streamToken) {
        request.response().addCookie(cookie(request, streamId, streamToken));
    }

    /** Clears it without a look at what the browser sent: its path keeps it away from the request that logs off. */
    public void clear(HttpServerRequest request, String streamId) {
        HttpServerResponse response = request.response();
        response.addCookie(cookie(request, streamId, "").setMaxAge(0));
    }

    private Cookie cookie(HttpServerRequest request, String streamId, String value) {
        return Cookie.cookie(NAME, value)
                .setPath("/restapi/v1/chat/" + streamId + "/events")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(clients.of(request).isSecure());
    }
}
