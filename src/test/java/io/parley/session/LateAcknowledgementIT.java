package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that takes its time: the sender is told so, tries again, and the message arrives once. */
@Tag("once")
class LateAcknowledgementIT {
    @Test
    void aSecondTryWithTheSameKeySendsNothingTwice() {
        Vertx vertx = Vertx.vertx();
        try (XmppServer server = XmppServer.fresh(ParleyExtension.newDirectory())) {
            server.start();
            server.register("ann", "ann");
            server.register("cat", "cat");
            try (ParleyNode node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(),
                        Map.of("PARLEY_XMPP_REPLY_TIMEOUT", "1s"));
                    NativeClient cat = NativeClient.login(server, "cat")) {
                Person ann = node.login("ann");
                try (SseClient told = ann.stream()) {
                    ApiClient keyed = ann.api().with("Idempotency-Key", "late");
                    server.freeze();
                    assertEquals("not-acknowledged", say(keyed, "late").expect(504).code());
                    assertEquals("not-acknowledged", say(keyed, "late").expect(504).code());
                    assertEquals("idempotency-conflict", say(keyed, "something else").expect(409).code());
                    server.thaw();

                    // a server that did not answer is taken for lost, and the session comes back first
                    String id = whenBack(keyed, "late").json().getString("id");
                    assertEquals(id, whenBack(keyed, "late").json().getString("id"));
                    whenBack(ann.api(), "the end");
                    assertEquals(id, cat.awaitBody("late").getStanzaId());
                    cat.awaitBody("the end");
                    assertEquals(0, cat.messages().drain().stream().filter(message -> "late".equals(message.getBody())).count());
                    assertEquals(1, cat.archiveWith("ann").stream().filter(message -> "late".equals(message.getBody())).count());
                    assertTrue(told.events().stream().noneMatch(event -> event.event().equals("chatapi.error")));
                }
            }
        } finally {
            Await.await(vertx.close());
        }
    }

    private static ApiResponse whenBack(ApiClient api, String body) {
        return Eventually.get(() -> say(api, body), answer -> answer.status() != 503).expect(200);
    }

    private static ApiResponse say(ApiClient api, String body) {
        return api.post(chat("/messages/cat"), body);
    }
}
