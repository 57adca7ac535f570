package io.parley.http;

import io.parley.bus.Caller;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request when it is over: id, method, path, status, milliseconds, caller, operation. Never the query, which may hold a
 * stream token, and nothing of a client's that could break out of its line. The id is also the answer's {@code X-Request-Id}.
 */
public final class RequestLog implements Handler<RoutingContext> {
    /** Where a request's context keeps its id, its {@link Caller} once known, and the operationId. */
    public static final String ID = "parley.request";
    public static final String CALLER = "parley.caller";
    public static final String OPERATION = "parley.operation";
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final int LONGEST = 512;

    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random makes ids, which need to be distinct, not secret */
    public RequestLog(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void handle(RoutingContext context) {
        String id = Long.toHexString(random.nextLong());
        context.put(ID, id);
        context.response().putHeader("X-Request-Id", id);
        long begin = clock.millis();
        context.addEndHandler(ended -> LOG.info("{} {} {} {} {} ms {} {}", id, method(context), path(context.request()), status(context),
                clock.millis() - begin, caller(context), operation(context)));
        context.next();
    }

    private static String method(RoutingContext context) {
        return escaped(context.request().method().name());
    }

    private static String path(HttpServerRequest request) {
        String path = request.path();
        return path == null ? "-" : escaped(path);
    }

    /** An event stream that its client closed ends as {@code closed}; its status was 200. */
    private static Object status(RoutingContext context) {
        return context.response().headWritten() ? context.response().getStatusCode() : "closed";
    }

    private static String caller(RoutingContext context) {
        Caller caller = context.get(CALLER);
        if (caller == null) {
            return "-";
        }
        return caller.user() == null ? caller.kind().name() : escaped(caller.user());
    }

    private static String operation(RoutingContext context) {
        String operation = context.get(OPERATION);
        return operation == null ? "-" : operation;
    }

    private static String escaped(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            if (c > 0x20 && c < 0x7F && c != '\\') {
                line.append(c);
            } else {
                line.append(String.format("\\u%04x", (int) c));
            }
        }
        return line.toString();
    }
}
