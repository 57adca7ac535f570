package io.parley.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way from a failure to an {@code application/problem+json} answer (RFC 9457), whatever the client's Accept says. */
public final class Problems {
    static final String TYPE = "application/problem+json";
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    /** Failures that Vert.x itself answers with a status and no reason of ours. */
    private static final Map<Integer, Problem> BY_STATUS = Map.of(
            400, Problem.badRequest("malformed-request", "The request is malformed: a percent-encoding that is none, or the like."),
            401, Problem.of(401, "unauthorized", "Credentials are needed."),
            403, Problem.of(403, "forbidden", "This is not allowed."),
            404, Problem.notFound("unknown-path", "There is nothing at this path."),
            405, Problem.of(405, "method-not-allowed", "This path does not take this method."),
            413, Problem.of(413, "body-too-large", "The body is larger than allowed."),
            414, Problem.of(414, "uri-too-long", "The path and query are longer than allowed."),
            417, Problem.of(417, "unknown-expectation", "The only expectation that can be met is 100-continue."),
            431, Problem.of(431, "headers-too-large", "The request's header is larger than allowed."));
    private static final Problem BROKEN = Problem.of(500, "internal-error", "Something failed inside Parley; its log says what.");

    /** Makes the router answer every failure, those that it finds itself (404, 405, bad escapes) included. */
    public void install(Router router) {
        router.route().last().failureHandler(context -> answer(context, context.statusCode()));
        List.of(400, 404, 405, 500).forEach(status -> router.errorHandler(status, context -> answer(context, status)));
    }

    /** For {@code HttpServer.invalidRequestHandler}: requests so malformed or so long that no router sees them. */
    public Handler<HttpServerRequest> invalidRequests() {
        return request -> {
            Problem problem = BY_STATUS.get(statusOf(request.decoderResult().cause()));
            request.response().setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(json(problem).toBuffer())
                    .onComplete(sent -> request.connection().close());
        };
    }

    private static void answer(RoutingContext context, int status) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Problem problem = problemOf(context, status);
        if (response.headWritten()) {
            response.reset(); // half an answer must not look like a whole one
            return;
        }
        putHeaders(context, problem);
        AnswerWriter.end(context, problem.status(), TYPE, json(problem).toBuffer());
    }

    private static void putHeaders(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (problem.retryAfterSeconds() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds().toString());
        }
        if (problem.status() == 401) {
            challenge(context);
        }
        if (problem.status() == 405 && !response.headers().contains(HttpHeaders.ALLOW)) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD"); // no operation of the contract: documentation or a static file
        }
        if (problem.status() == 413) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE); // the rest of the body is not wanted
        }
    }

    /** @param status what Vert.x thinks; 500 for whatever it has no opinion about */
    private static Problem problemOf(RoutingContext context, int status) {
        Throwable failure = context.failure();
        Problem problem = failure instanceof ProblemException refused ? refused.problem()
                : BY_STATUS.getOrDefault(failure instanceof HttpException http ? http.getStatusCode() : status, BROKEN);
        if (problem.status() == 500) {
            report(context, failure);
        }
        return problem;
    }

    private static void report(RoutingContext context, Throwable failure) {
        LOG.error("request {} failed", context.<String>get(RequestLog.ID), failure);
    }

    /** A browser that is offered Basic asks the person, also when the page's own script could handle the 401. */
    private static void challenge(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean script = "empty".equals(request.getHeader("Sec-Fetch-Dest")) || request.headers().contains("X-Requested-With");
        String bearer = "Bearer realm=\"Parley\"";
        List<String> schemes = script ? List.of(bearer) : List.of("Basic realm=\"Parley\", charset=\"UTF-8\"", bearer);
        context.response().putHeader("WWW-Authenticate", schemes);
    }

    private static int statusOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return 414;
        }
        return cause instanceof TooLongHttpHeaderException ? 431 : 400;
    }

    private static JsonObject json(Problem problem) {
        JsonObject json = new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(problem.status()).reasonPhrase())
                .put("status", problem.status())
                .put("code", problem.code())
                .put("detail", problem.detail());
        if (problem.condition() != null) {
            json.put("condition", problem.condition());
        }
        if (problem.errors() != null) {
            JsonArray errors = new JsonArray();
            problem.errors().forEach(fault -> errors.add(new JsonObject().put("pointer", fault.pointer()).put("detail", fault.detail())));
            json.put("errors", errors);
        }
        if (problem.extension() != null) {
            problem.extension().forEach(json::put);
        }
        return json;
    }
}
