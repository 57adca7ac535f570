package io.parley.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.support.ParleyNode;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** People with browsers, on the real page and the real server. Stories share their accounts, and leave nobody logged in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageStories {
    static final String ALICE = Cast.ALICE;
    static final String BOB = Cast.BOB;
    static final String STRANGER = Cast.STRANGER;

    private final ParleyNode node;
    private final Browsers browsers;
    private final Cast cast;
    /** Each story knows its own messages by a topic that no other has. */
    String topic;

    PageStories(ParleyNode node, Browsers browsers) {
        this.node = node;
        this.browsers = browsers;
        this.cast = Cast.assemble(node);
    }

    @BeforeEach
    void chooseTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName() + " " + UUID.randomUUID();
    }

    @AfterEach
    void nobodyComplainsAndAllLeave() {
        try {
            assertEquals(List.of(), browsers.putBack());
        } finally {
            cast.leave();
        }
    }

    ParleyNode node() {
        return node;
    }

    URI base() {
        return node.base();
    }

    Cast cast() {
        return cast;
    }

    String jid(String name) {
        return cast.jid(name);
    }

    ChatPage desktop() {
        return page(Browser.Device.DESKTOP);
    }

    ChatPage phone() {
        return page(Browser.Device.PHONE);
    }

    /** Somebody without an account, who has a question. */
    AskPage visitor() {
        return new AskPage(browsers.take(Browser.Device.DESKTOP), node.base() + "/");
    }

    private ChatPage page(Browser.Device device) {
        return new ChatPage(browsers.take(device), node.base() + "/");
    }

    /** Somebody at their desk, in a conversation. */
    ChatPage talking(String name, String with) {
        return desktop().logInAs(name).openConversationWith(jid(with));
    }
}
