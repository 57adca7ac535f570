package io.parley.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.support.Await;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.RawSocket;
import io.parley.support.SseClient;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who begins a request and never ends it holds a connection for a while, not for ever; a quiet event stream is no such thing. */
@WithXmpp
@Tag("once")
class IdleConnectionsIT {
    private static final List<String> HALVES = List.of("POST /restapi/v1/chat/login HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf",
            "GET /restapi/v1/chat/pres", "POST /restapi/v1/chat/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");

    private final XmppServer server;

    IdleConnectionsIT(XmppServer server) {
        this.server = server;
    }

    @Test
    void aHalfSentRequestIsCutAndAStreamIsNot() {
        server.register("idle-ann", "idle-ann");
        Vertx vertx = Vertx.vertx();
        try (ParleyNode node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(),
                Map.of("PARLEY_HTTP_IDLE_TIMEOUT", "6s", "PARLEY_STREAMS_HEARTBEAT", "500ms"))) {
            Person ann = node.login("idle-ann");
            SseClient stream = ann.stream();
            stream.next("chatapi.connection");
            HALVES.stream().map(half -> CompletableFuture.supplyAsync(() -> RawSocket.exchange(node.base(), half))).toList()
                    .forEach(answer -> assertEquals("", answer.join(), "closed without a word"));
            ann.api().post(Person.chat("/messages/" + ann.address()), "text/plain", "still there?").expect(200);
            stream.await(event -> event.data().contains("still there?"));
            stream.close();
            ann.leave();
        } finally {
            Await.await(vertx.close());
        }
    }
}
