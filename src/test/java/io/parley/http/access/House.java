package io.parley.http.access;

import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.Caller;
import io.parley.bus.Gate;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.config.Config;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.parley.keys.KeyRing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A small Parley around the front door: real HTTP, the real bus, the session side stubbed, and a handful of routes in place of the
 * contract's.
 */
final class House {
    static final String SECRET = "Bearer or Basic: a secret may look like anything";
    static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);
    static final Set<String> ANYBODY = Set.of(Schemes.MASTER_SECRET, Schemes.BASIC, Schemes.BEARER);

    final ManualClock clock = new ManualClock();
    final SessionSide sessionSide;
    final KeyRing keys;
    final FrontDoor door;
    private final Router router;
    private HttpServer server;

    House(Vertx vertx, Path data, List<String> trustedProxies, List<String> corsOrigins) {
        Bus.register(vertx);
        Bus bus = new Bus(vertx, Duration.ofSeconds(20), BusMetrics.NONE);
        sessionSide = new SessionSide(bus);
        sessionSide.passwords.put("alice", "wonderland");
        sessionSide.passwords.put("bob", "builder");
        sessionSide.passwords.put("root", "toor");
        keys = KeyRing.open(data, Optional.of(SECRET), new SecureRandom());
        door = new FrontDoor(vertx, bus, () -> config(trustedProxies, corsOrigins), keys, SessionSide.SHARDS, clock, new SecureRandom(),
                () -> { });
        router = Router.router(vertx);
        router.route().handler(context -> {
            context.response().putHeader("X-Request-Id", "request-1");
            context.next();
        });
        door.rootHandlers().forEach(router.route()::handler);
        router.route().handler(BodyHandler.create(false));
        routes();
        router.route().failureHandler(House::writeProblem);
    }

    Future<House> open(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(router);
        return server.listen(0, "127.0.0.1").map(this);
    }

    int port() {
        return server.actualPort();
    }

    private void routes() {
        Set<String> credentials = Set.of(Schemes.MASTER_SECRET, Schemes.BASIC);
        Set<String> stream = Set.of(Schemes.MASTER_SECRET, Schemes.BASIC, Schemes.BEARER, Schemes.STREAM_TOKEN, Schemes.STREAM_COOKIE);
        Operation logoff = door.login().operations().get("logoff");
        Operation whose = call -> door.sessions().of(call).map(Answer::ok);
        routeForAnybody("/restapi/v1/chat/login", credentials, door.login().operations().get("login"));
        route(HttpMethod.POST, "/restapi/v1/chat/logoff", ANYBODY, logoff);
        route(HttpMethod.POST, "/restapi/v1/chat/token", Set.of(Schemes.BEARER), door.login().operations().get("renewToken"));
        route(HttpMethod.GET, "/restapi/v1/chat/session", ANYBODY, whose);
        route(HttpMethod.GET, "/restapi/v1/chat/events", stream, whose);
        route(HttpMethod.GET, "/restapi/v1/visited", Set.of(Schemes.MASTER_SECRET, Schemes.BEARER, Schemes.VISITOR), whose);
        route(HttpMethod.GET, "/restapi/v1/public", Set.of(), call -> Future.succeededFuture(
                new Answer.Text(200, call.caller().map(caller -> caller.kind() + " " + caller.user()).orElse("nobody"))));
        routeForAnybody("/restapi/v1/chat/:username/login", credentials, door.login().operations().get("loginAs"));
        route(HttpMethod.POST, "/restapi/v1/chat/:session/logoff", ANYBODY, logoff);
        route(HttpMethod.GET, "/restapi/v1/chat/:session/session", ANYBODY, whose);
        route(HttpMethod.GET, "/restapi/v1/chat/:session/events", stream, whose);
    }

    private void route(HttpMethod method, String path, Set<String> schemes, Operation operation) {
        router.route(method, path).handler(context -> door.access().identify(context, schemes)
                .compose(caller -> operation.handle(new Call(context, caller)))
                .onSuccess(answer -> write(context, answer))
                .onFailure(context::fail));
    }

    /** An operation that takes credentials but does not need them; only where some are sent is the caller looked for. */
    private void routeForAnybody(String path, Set<String> schemes, Operation operation) {
        router.post(path).handler(context -> {
            Future<Caller> caller = context.request().headers().contains("Authorization")
                    ? door.access().identify(context, schemes) : Future.succeededFuture();
            caller.compose(found -> operation.handle(new Call(context, found)))
                    .onSuccess(answer -> write(context, answer))
                    .onFailure(context::fail);
        });
    }

    private static void write(RoutingContext context, Answer answer) {
        if (answer instanceof Answer.Json json) {
            context.response().putHeader("Content-Type", "application/json").end(Json.encode(json.body()));
        } else if (answer instanceof Answer.Text text) {
            context.response().putHeader("Content-Type", "text/plain").end(text.body());
        } else {
            context.response().end();
        }
    }

    private static void writeProblem(RoutingContext context) {
        Problem problem = context.failure() instanceof ProblemException refused ? refused.problem()
                : Problem.of(500, "internal-error", String.valueOf(context.failure()));
        if (problem.retryAfterSeconds() != null) {
            context.response().putHeader("Retry-After", String.valueOf(problem.retryAfterSeconds()));
        }
        context.response().setStatusCode(problem.status()).end(Json.encode(problem));
    }

    private static Config config(List<String> trustedProxies, List<String> corsOrigins) {
        Config.Http http = new Config.Http("127.0.0.1", 0, 1, Optional.empty(), trustedProxies, corsOrigins, 100_000,
                Duration.ofSeconds(90));
        Config.Access access = new Config.Access(Optional.of(SECRET), List.of("Root"), TOKEN_LIFETIME, Duration.ofMinutes(5), 5);
        Config.Xmpp xmpp = new Config.Xmpp("example.org", "127.0.0.1", 5222, Config.TlsMode.AUTO, Optional.empty(), "conference",
                Config.Passwordless.NONE, Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(1),
                Duration.ofSeconds(1), Config.Transport.SMACK, 1 << 20, 1, 1);
        return new Config(http, null, access, xmpp, null, null, null, null, null, "", "", Duration.ZERO);
    }

    /** The verifications that the XMPP server had to make. */
    int verifications() {
        return sessionSide.asked(Gate.Verify.class).size();
    }
}
