package io.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementVerticleTest {
    private final Registry registry = new Registry();
    private final Vertx vertx = registry.vertx(1);
    private final WebClient client = WebClient.create(vertx);
    private final BoundPort port = new BoundPort();
    private Supplier<Future<?>> store = Future::succeededFuture;

    @BeforeEach
    void start() {
        await(vertx.deployVerticle(new ManagementVerticle(new Listening("127.0.0.1", 0, Listening.OPERATORS), port,
                List.of(new HealthCheck("xmpp", Future::succeededFuture), new HealthCheck("store", () -> store.get())), registry,
                List.of(new DebugState("sessions", () -> Future.succeededFuture(new JsonObject().put("open", 3)))))));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void itIsAliveWhateverItsServersAre() {
        store = () -> Future.failedFuture("away");
        assertEquals(new JsonObject().put("status", "UP"), get("/health/live").bodyAsJsonObject());
    }

    @Test
    void itIsReadyWhenEveryCheckIsUp() {
        HttpResponse<Buffer> ready = get("/health/ready");
        assertEquals(200, ready.statusCode());
        assertEquals(report("UP", "UP", "UP"), ready.bodyAsJsonObject());
    }

    @Test
    void oneCheckThatFailsOrThrowsOrIsSilentMakesItNotReady() {
        store = () -> Future.failedFuture("away");
        assertNotReady();
        store = () -> {
            throw new IllegalStateException("broken");
        };
        assertNotReady();
        store = () -> Promise.promise().future();
        assertNotReady();
    }

    private void assertNotReady() {
        HttpResponse<Buffer> ready = get("/health/ready");
        assertEquals(503, ready.statusCode());
        assertEquals(report("DOWN", "UP", "DOWN"), ready.bodyAsJsonObject());
    }

    @Test
    void itTellsPrometheusOfParleyOfVertxAndOfTheJvmButNoPathAndNoAddress() {
        Metrics counting = new Metrics(registry.meters());
        counting.sessionOpened();
        vertx.eventBus().consumer("session.s-secret", message -> message.reply("ok"));
        await(vertx.eventBus().request("session.s-secret", "hello"));
        get("/nowhere/s-secret");
        String metrics = get("/metrics").bodyAsString();
        Reference.reachabilityFence(counting); // a gauge does not keep what it measures
        assertTrue(metrics.contains("\nparley_sessions 1.0\n"), metrics);
        assertTrue(metrics.contains("vertx_http_server_requests_total"), metrics);
        assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
        assertFalse(metrics.contains("s-secret"), metrics);
    }

    @Test
    void theStateIsToldToThisMachineAlone() {
        assertEquals(new JsonObject().put("sessions", new JsonObject().put("open", 3)), get("/debug/state").bodyAsJsonObject());
        assertProblem(403, "loopback-only", request("/debug/state").putHeader("X-Forwarded-For", "203.0.113.5"));
        assertProblem(403, "loopback-only", request("/debug/state").putHeader("Host", "rebound.example:7071"));
    }

    @Test
    void whatIsNotThereIsAProblem() {
        assertProblem(404, "not-found", request("/health"));
        assertProblem(405, "method-not-allowed", client.request(HttpMethod.POST, port.get(), "127.0.0.1", "/metrics"));
    }

    private static void assertProblem(int status, String code, HttpRequest<Buffer> request) {
        HttpResponse<Buffer> answer = await(request.send());
        assertEquals(status, answer.statusCode());
        assertEquals("application/problem+json", answer.getHeader("Content-Type"));
        assertEquals(code, answer.bodyAsJsonObject().getString("code"));
    }

    private static JsonObject report(String all, String xmpp, String store) {
        return new JsonObject().put("status", all).put("checks", new JsonArray().add(new JsonObject().put("id", "xmpp").put("status", xmpp))
                .add(new JsonObject().put("id", "store").put("status", store)));
    }

    private HttpResponse<Buffer> get(String path) {
        return await(request(path).send());
    }

    private HttpRequest<Buffer> request(String path) {
        return client.get(port.get(), "127.0.0.1", path);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
