package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.support.Await;
import io.parley.support.NativeClient;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.Prosody;
import io.parley.support.SseClient;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a server without archives people talk all the same; what is gone is said to be gone. */
@Tag("once")
class WithoutArchiveIT {
    @Test
    void talkWorksAndHistoryIsSaidToBeMissing() {
        Vertx vertx = Vertx.vertx();
        try (XmppServer server = Prosody.withoutArchive(ParleyExtension.newDirectory())) {
            server.start();
            server.register("ann", "ann");
            server.register("cat", "cat");
            try (ParleyNode node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of());
                    NativeClient cat = NativeClient.login(server, "cat")) {
                Person ann = node.login("ann");
                String last;
                try (SseClient told = ann.stream()) {
                    ann.say("cat", "hello");
                    cat.awaitBody("hello");
                    cat.say("ann", "hello yourself");
                    last = told.await(event -> event.data().contains("hello yourself")).id();
                }
                assertEquals("archive-unsupported", ann.api().get(chat("/messages?with=cat")).expect(501).code());
                ann.api().put(chat("/rooms/plain")).expect(200);
                assertEquals("archive-unsupported", ann.api().get(chat("/messages?room=plain")).expect(501).code());

                node.kill();
                node.start();
                Person again = node.login("ann");
                try (SseClient told = again.streamAfter(last)) {
                    assertEquals("archive-failed", told.next("chatapi.reset").json().getString("reason"));
                    cat.say("ann", "back again");
                    told.await(event -> event.data().contains("back again"));
                }
            }
        } finally {
            Await.await(vertx.close());
        }
    }
}
