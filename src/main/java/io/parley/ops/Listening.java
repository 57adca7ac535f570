package io.parley.ops;

import io.parley.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.net.BindException;

/**
 * Where an HTTP server listens.
 *
 * @param port 0 for any free one: the instances of one verticle, which listen together, all get the same
 */
public record Listening(String host, int port) {
    /** For Vert.x, 0 is another free port for each instance; a negative number is one free port for all that name it. */
    private static final int ANY_SHARED = -1;

    /** Fails with {@link StartFailure} when the port is taken. */
    public Future<Integer> start(HttpServer server) {
        return server.listen(port == 0 ? ANY_SHARED : port, host).map(HttpServer::actualPort).recover(this::told);
    }

    private Future<Integer> told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return Future.failedFuture(new StartFailure(sentence(cause), failure));
            }
        }
        return Future.failedFuture(failure);
    }

    private String sentence(Throwable cause) {
        boolean taken = String.valueOf(cause.getMessage()).contains("in use");
        return "port " + port + " on " + host + (taken ? " is taken" : " cannot be opened: " + cause.getMessage());
    }
}
