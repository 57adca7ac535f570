package io.parley.ops;

import io.parley.config.StartFailure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.net.BindException;

/**
 * Where an HTTP server listens.
 *
 * @param port  0 for any free one: the instances of one verticle, which listen together, all get the same
 * @param group which servers those are: for Vert.x, 0 is another free port for each, and a negative number one for all that name it
 */
public record Listening(String host, int port, int group) {
    /** The API's servers, and those for operators. */
    public static final int API = 1;
    public static final int OPERATORS = 2;


    /** Fails with {@link StartFailure} when the port is taken. */
    public Future<Integer> start(HttpServer server) {
        return server.listen(port == 0 ? -group : port, host).map(HttpServer::actualPort).recover(this::told);
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
