package io.parley.ops;

import io.parley.bus.Problem;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second port, never exposed with the API: health, metrics, state. It asks nobody who they are. */
public final class ManagementVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementVerticle.class);
    private static final String JSON = "application/json";

    private final Listening listening;
    private final BoundPort bound;
    private final Readiness readiness;
    private final Registry registry;
    private final List<DebugState> states;
    private HttpServer server;

    public ManagementVerticle(Listening listening, BoundPort bound, List<HealthCheck> checks, Registry registry, List<DebugState> states) {
        this.listening = listening;
        this.bound = bound;
        this.readiness = new Readiness(checks);
        this.registry = registry;
        this.states = states;
    }

    @Override
    public Future<?> start() {
        server = vertx.createHttpServer().requestHandler(router());
        return listening.start(server).onSuccess(bound::set);
    }

    @Override
    public Future<?> stop() {
        return server.close();
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(this::live);
        router.get("/health/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
        router.get("/debug/state").handler(this::state);
        router.errorHandler(404, context -> refuse(context, Problem.notFound("not-found", "There is nothing at this path.")));
        router.errorHandler(405, context -> refuse(context, Problem.of(405, "method-not-allowed", "Only GET.")));
        router.errorHandler(500, this::broken);
        return router;
    }

    /** Alive is who answers: a dead XMPP server is no reason to be restarted. */
    private void live(RoutingContext context) {
        answer(context, 200, JSON, new JsonObject().put("status", "UP").encode());
    }

    private void ready(RoutingContext context) {
        readiness.report().onSuccess(report -> answer(context, report.up() ? 200 : 503, JSON, report.json().encode()))
                .onFailure(context::fail);
    }

    private void metrics(RoutingContext context) {
        vertx.executeBlocking(registry::scrape, false)
                .onSuccess(text -> answer(context, 200, "text/plain; version=0.0.4; charset=utf-8", text)).onFailure(context::fail);
    }

    private void state(RoutingContext context) {
        if (!LocalPeer.is(context.request())) {
            refuse(context, Problem.of(403, "loopback-only", "The state is told to this machine alone."));
            return;
        }
        List<Future<JsonObject>> told = states.stream().map(state -> state.state().get()).toList();
        Future.all(told).onFailure(context::fail).onSuccess(all -> {
            JsonObject whole = new JsonObject();
            for (int i = 0; i < told.size(); i++) {
                whole.put(states.get(i).name(), told.get(i).result());
            }
            answer(context, 200, JSON, whole.encode());
        });
    }

    private void broken(RoutingContext context) {
        LOG.error("{} failed", context.normalizedPath(), context.failure());
        refuse(context, Problem.of(500, "internal-error", "Something failed inside Parley; its log says what."));
    }

    private static void refuse(RoutingContext context, Problem problem) {
        answer(context, problem.status(), "application/problem+json", Json.encode(problem));
    }

    private static void answer(RoutingContext context, int status, String type, String body) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).putHeader("Content-Type", type).putHeader("Cache-Control", "no-store").end(body);
        }
    }
}
