package io.parley.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.support.Await;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page while what stands behind it is away; on a server and a node of its own. */
@ExtendWith(BrowsersExtension.class)
@Tag("once")
class PageOutageIT extends PageStories {
    PageOutageIT(Browsers browsers) {
        super(started(), browsers);
    }

    private static ParleyNode started() {
        XmppServer server = XmppServer.fresh(ParleyExtension.newDirectory());
        server.start();
        return ParleyNode.start(Vertx.vertx(), server, ParleyExtension.newDirectory(), Map.of());
    }

    @AfterAll
    void stop() {
        node().close();
        node().server().close();
        Await.await(node().vertx().close());
    }

    @Test
    void theChatServerIsRestartedUnderAnOpenPage() {
        ChatPage alice = talking(ALICE, BOB);
        ChatPage bob = talking(BOB, ALICE);

        node().server().stop();
        alice.banner("The chat server is being reached again.");
        alice.send(topic + " 1").message(topic + " 1", "waiting");
        node().server().start();

        alice.shows(topic, List.of(topic + " 1"));
        bob.shows(topic, List.of(topic + " 1")).send(topic + " 2");
        alice.shows(topic, List.of(topic + " 1", topic + " 2")).noBanner();
    }

    @Test
    void parleyIsRestartedUnderAnOpenPage() {
        ChatPage alice = talking(ALICE, BOB);

        node().stop();
        alice.disconnected().send(topic).message(topic, "waiting");
        node().start();

        alice.atLogin();
        assertEquals("The login has ended. What waits to be sent is kept until you log in again.", alice.loginReason());
        alice.fillIn(ALICE, ALICE).connected().shows(topic, List.of(topic));
        talking(BOB, ALICE).shows(topic, List.of(topic));
    }
}
