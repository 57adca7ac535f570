package io.parley.operation;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an operator sees and does: health, metrics, state, and SIGTERM in the middle of everything. */
@Tag("once")
class OperationIT {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static Vertx vertx;
    private static XmppServer server;
    private static ParleyNode node;
    private static WebClient client;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        client = WebClient.create(vertx);
        server = XmppServer.fresh(ParleyExtension.newDirectory());
        server.start();
        List.of("admin", "ann", "ben").forEach(user -> server.register(user, user));
        node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of("PARLEY_STREAMS_RETRY", "3s"));
    }

    @AfterAll
    static void stop() {
        node.close();
        server.close();
        Await.await(vertx.close());
    }

    @Test
    void readinessFollowsTheXmppServerAndLifeDoesNot() {
        assertEquals(200, management("/health/ready").statusCode());
        server.stop();
        HttpResponse<Buffer> down = Eventually.get(() -> management("/health/ready"), answer -> answer.statusCode() == 503);
        assertTrue(down.bodyAsString().contains("\"id\":\"xmpp\",\"status\":\"DOWN\""), down.bodyAsString());
        assertEquals(200, management("/health/live").statusCode());
        server.start();
        Eventually.get(() -> management("/health/ready"), answer -> answer.statusCode() == 200);
    }

    @Test
    void metersGoUpAndComeDown() {
        assertEquals(0, meter("parley_sessions"));
        double failed = meter("parley_logins_failed_total");
        double written = meter("parley_events_written_total");
        Person ann = node.login("ann");
        assertEquals(1, meter("parley_sessions"));
        try (SseClient one = ann.stream(); SseClient other = ann.stream()) {
            assertEquals(2, meter("parley_streams"));
            ann.say("ben@" + server.domain(), "hello");
            ann.say(ann, "to myself");
            one.next(event -> event.data().contains("to myself"));
            other.next(event -> event.data().contains("to myself"));
            assertTrue(meter("parley_events_written_total") >= written + 2);
            assertTrue(meter("parley_log_events") >= 1);
            assertTrue(meter("parley_log_bytes") >= 10);
        }
        Eventually.get(() -> meter("parley_streams"), open -> open == 0);
        node.api().post(chat("/login"), new JsonObject().put("username", "ann").put("password", "wrong")).expect(401);
        assertEquals(failed + 1, meter("parley_logins_failed_total"));
        node.api().post(chat("/ann/login"), "ann").expect(200);

        ann.leave();
        Eventually.get(() -> meter("parley_sessions"), open -> open == 0);
        assertEquals(0, meter("parley_log_events"));
        assertEquals(0, meter("parley_log_bytes"));
        assertEquals(0, meter("parley_pool_taken{pool=\"xmpp\"}"));
        assertTrue(meter("parley_pool_capacity{pool=\"xmpp\"}") > 0);
        assertTrue(meter("parley_xmpp_acknowledgement_seconds_count") >= 2);
        assertTrue(meter("parley_bus_request_seconds_count{command=\"SendMessage\",outcome=\"ok\"}") >= 2);
    }

    @Test
    void theMetersOfVertxTellRoutesAndNoIds() {
        Person ann = node.login("ann");
        ann.api().get(ann.session("/contacts")).expect(200);
        String all = management("/metrics").bodyAsString();
        assertTrue(all.contains("vertx_http_server_response_time_seconds_count"), all);
        assertTrue(all.contains("vertx_eventbus_"), all);
        assertTrue(all.contains("{session}/contacts") || all.contains(":session/contacts"), all);
        for (String secret : List.of(ann.streamId(), ann.token(), ann.streamToken(), "ann@", ParleyNode.SECRET)) {
            assertFalse(all.contains(secret), secret);
        }
        ann.leave();
    }

    @Test
    void theStateIsNumbersForThisMachineAlone() {
        Person ann = node.login("ann");
        try (SseClient stream = ann.stream()) {
            String state = management("/debug/state").bodyAsString();
            assertTrue(state.contains("\"streams\":1"), state);
            for (String secret : List.of(ann.streamId(), ann.token(), ann.jid(), "\"ann\"", ParleyNode.SECRET)) {
                assertFalse(state.contains(secret), state);
            }
        }
        ann.leave();
        for (Map.Entry<String, String> outside : Map.of("Host", "parley.example.org", "X-Forwarded-For", "192.0.2.1",
                "Forwarded", "for=192.0.2.1").entrySet()) {
            HttpResponse<Buffer> refused = Await.await(client.getAbs(node.management("/debug/state").toString())
                    .putHeader(outside.getKey(), outside.getValue()).send());
            assertEquals(403, refused.statusCode(), outside.getKey());
        }
    }

    @Test
    void theApisPortTellsNothingOfThis() {
        for (String path : List.of("/health/live", "/health/ready", "/metrics", "/debug/state")) {
            assertEquals(404, node.api().get(path).status(), path);
        }
        assertEquals(404, management("/restapi/v1/chat/contacts").statusCode());
    }

    @Test
    void sigtermDrains() {
        try (ParleyNode ending = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(),
                Map.of("PARLEY_STREAMS_RETRY", "3s", "PARLEY_SHUTDOWN_GRACE", GRACE.toSeconds() + "s"))) {
            Person ben = ending.login("ben");
            List<SseClient> streams = List.of(ben.stream(), ben.stream(), ben.stream());
            server.freeze(); // what is asked now is still under way when the signal comes
            Future<ApiResponse> underWay = ben.api().send(HttpMethod.POST, chat("/messages/" + ben.address()), "text/plain",
                    Buffer.buffer("under way"));
            Eventually.get(() -> Await.await(client.getAbs(ending.management("/debug/state").toString()).send()).bodyAsString(),
                    state -> state.contains("\"messagesUnderway\":1"));
            ProcessHandle process = ProcessHandle.of(ending.pid()).orElseThrow();
            assertTrue(process.destroy());

            for (SseClient stream : streams) {
                assertEquals(SseClient.End.COMPLETE, stream.awaitEnd());
                assertTrue(stream.retry() >= 3000 && stream.retry() <= 6000, "told to come back in " + stream.retry() + " ms");
                stream.close();
            }
            server.thaw();
            assertEquals(200, Await.await(underWay).status(), "a request under way is answered");
            ending.stop();
            assertEquals(143, ending.exitCode(), "ended by SIGTERM, as asked");
            assertFalse(ending.logText().contains(" ERROR "), ending.logText());
            assertFalse(ending.logText().contains("ended in time") || ending.logText().contains("did not end"), ending.logText());

            ending.start();
            ending.login("ben").leave();
        }
    }

    private static HttpResponse<Buffer> management(String path) {
        return Await.await(client.getAbs(node.management(path).toString()).send());
    }

    /** The value of a meter, with its tags where it has some; 0 when it has not been used yet. */
    private static double meter(String name) {
        return management("/metrics").bodyAsString().lines().filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElse(0);
    }
}
