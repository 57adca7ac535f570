package io.parley.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.http.contract.Contract;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The event stream client reads what a server really writes, byte boundaries and all, and knows how the stream ended. */
class SseClientTest {
    private static final String CONNECTED = "{\"state\":\"connected\"}";
    private Vertx vertx;
    private ContractCheck check;
    private HttpServer server;
    private final Promise<HttpServerResponse> opened = Promise.promise();
    private final Promise<Void> left = Promise.promise();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        check = new ContractCheck(Await.await(Contract.load(vertx)));
        server = Await.await(vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(65536)).requestHandler(request -> {
            if (request.path().endsWith("refused")) {
                request.response().setStatusCode(404).end("no");
                return;
            }
            request.response().setChunked(true).putHeader("Content-Type", "text/event-stream").closeHandler(end -> left.tryComplete());
            request.response().writeHead();
            opened.complete(request.response());
        }).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    @Test
    void readsEventsCommentsAndRetryInPieces() {
        try (SseClient stream = open()) {
            HttpServerResponse response = Await.await(opened.future());
            response.write("retry: 1500\n\nid: 1-1-1\nevent: chatapi.conn");
            response.write("ection\ndata: {\"state\":\ndata: \"connected\"}\n\n: beat\n\n");
            response.write("event: chatapi.connection\r\ndata:" + CONNECTED + "\r\n\r\n");

            SseEvent first = stream.next("chatapi.connection");
            assertEquals("connected", first.json().getString("state"));
            assertEquals("1-1-1", stream.next("chatapi.connection").id());
            assertEquals(2, stream.events().size());
            assertEquals(1500, stream.retry());
            assertEquals("1-1-1", stream.lastEventId());
            assertEquals(1, stream.comments());
        }
    }

    @Test
    void knowsAProperEnd() {
        try (SseClient stream = open()) {
            Await.await(opened.future()).end();
            assertEquals(SseClient.End.COMPLETE, stream.awaitEnd());
        }
    }

    @Test
    void knowsABrokenConnection() {
        try (SseClient stream = open()) {
            Await.await(opened.future()).reset();
            assertEquals(SseClient.End.RESET, stream.awaitEnd());
        }
    }

    @Test
    void closingDropsTheConnection() {
        SseClient stream = open();
        Await.await(opened.future());
        stream.close();

        Await.await(left.future());
        assertEquals(SseClient.End.CLOSED_HERE, stream.awaitEnd());
    }

    @Test
    void aPausedReaderFillsTheServersQueue() {
        try (SseClient stream = open()) {
            HttpServerResponse response = Await.await(opened.future());
            stream.pause();
            fill(response);
            assertTrue(response.writeQueueFull());

            Promise<Void> drained = Promise.promise();
            response.drainHandler(done -> drained.tryComplete());
            stream.resume();
            Await.await(drained.future());
        }
    }

    @Test
    void anEventThatTheContractDoesNotKnowFailsTheTest() {
        try (SseClient stream = open()) {
            Await.await(opened.future()).write("event: chatapi.connection\ndata: {\"state\":\"fine\"}\n\n");

            AssertionError wrong = assertThrows(AssertionError.class, () -> stream.next("chatapi.reset"));
            assertTrue(wrong.getMessage().contains("/state"), wrong.getMessage());
        }
    }

    @Test
    void aRefusedStreamFailsTheTest() {
        AssertionError wrong = assertThrows(AssertionError.class, () -> SseClient.open(vertx, check, base(), "/refused", Map.of()));
        assertTrue(wrong.getMessage().contains("404"), wrong.getMessage());
    }

    /** Writes until nothing more fits between here and a reader who does not read. */
    private static void fill(HttpServerResponse response) {
        String comment = ":" + "x".repeat(1_000_000) + "\n\n";
        for (int i = 0; i < 40 && !response.writeQueueFull(); i++) {
            response.write(comment);
        }
    }

    private SseClient open() {
        return SseClient.open(vertx, check, base(), "/restapi/v1/chat/events", Map.of());
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }
}
