package io.parley.fastpath.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import io.parley.fastpath.ChatRooms.Occupant;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.FreePorts;
import io.parley.support.NativeClient;
import io.parley.support.TcpProxy;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The components' streams are cut and the server dies in the middle of conversations, which go on afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComponentRecoveryIT {
    private final Vertx vertx = Vertx.vertx();
    private XmppServer server;
    private TcpProxy network;
    private int port;
    private Parlour parlour;
    private NativeClient expert;
    private Room room;
    private String visitor;
    private MultiUserChat chat;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = XmppServer.fresh(directory);
        server.start();
        server.register("expert", "expert");
        port = FreePorts.one();
        network = TcpProxy.before(vertx, server.componentPort(), port);
    }

    @BeforeEach
    void converse() {
        parlour = new Parlour(vertx, server, port, server.componentSecret()).connected();
        room = Parlour.newRoom();
        visitor = "v-" + UUID.randomUUID() + "@visitors." + server.domain();
        parlour.open(room, visitor, server.jid("expert"));
        expert = NativeClient.login(server, "expert");
        chat = expert.join(room.request(), "Dr. Exper");
        parlour.enter(room, visitor, "Wanda");
        parlour.told().await("entered Dr. Exper");
        parlour.told().await("entered Wanda");
        parlour.say(room, visitor, "before");
    }

    @AfterEach
    void goHome() {
        expert.close();
        parlour.close();
    }

    @AfterAll
    void stop() {
        network.close();
        server.close();
        Await.await(vertx.close());
    }

    private void expertSays(String body) {
        Message message = StanzaBuilder.buildMessage("x-" + body).ofType(Message.Type.groupchat).to(chat.getRoom()).setBody(body).build();
        expert.send(message);
        expert.awaitBody(body);
    }

    private static Set<String> nicknames(List<Occupant> occupants) {
        return occupants.stream().map(Occupant::nickname).collect(Collectors.toSet());
    }

    @Test
    void aCutStreamComesBackAndNothingSaidMeanwhileIsMissed() {
        int said = 25; // more than a room's history repeats
        network.cut();
        for (int i = 0; i < said; i++) {
            expertSays("meanwhile " + i);
        }
        parlour.told().await("present " + room.request());
        assertEquals(Set.of("Dr. Exper", "Wanda"), nicknames(parlour.told().lastPresent()));
        expertSays("after");
        parlour.told().message("after");
        List<String> expected = new ArrayList<>(List.of("before"));
        for (int i = 0; i < said; i++) {
            expected.add("meanwhile " + i);
        }
        expected.add("after");
        assertEquals(expected, parlour.told().bodies());
        parlour.say(room, visitor, "still here");
        expert.awaitBody("still here");
        assertTrue(parlour.told().lines().stream().noneMatch(line -> line.startsWith("left")), () -> parlour.told().lines().toString());
    }

    @Test
    void whileTheServerIsAwayEveryCallSaysSo() {
        server.kill();
        try {
            Eventually.get(parlour::isConnected, connected -> !connected);
            AssertionError failed = assertThrows(AssertionError.class, () -> parlour.say(room, visitor, "hello?"));
            ProblemException problem = (ProblemException) failed.getCause();
            assertEquals("xmpp-away", problem.problem().code());
            assertEquals(2, problem.problem().retryAfterSeconds());
            failed = assertThrows(AssertionError.class, () -> parlour.open(Parlour.newRoom()));
            assertEquals("xmpp-away", ((ProblemException) failed.getCause()).problem().code());
        } finally {
            expert.cut();
            server.start();
        }
        parlour.told().await("present " + room.request());
        assertTrue(nicknames(parlour.told().lastPresent()).contains("Wanda"), () -> parlour.told().lastPresent().toString());
        assertFalse(parlour.told().lines().contains("lost " + room.request()));
        try (NativeClient back = NativeClient.login(server, "expert")) {
            back.join(room.request(), "Dr. Exper again"); // a member still
            parlour.say(room, visitor, "welcome back");
            back.awaitBody("welcome back");
        }
    }

    @Test
    void anOrderlyRestartKeepsTheRoomAndItsVisitor() {
        expert.cut();
        server.restart();
        parlour.told().await("present " + room.request());
        assertTrue(nicknames(parlour.told().lastPresent()).contains("Wanda"), () -> parlour.told().lastPresent().toString());
        assertTrue(parlour.told().lines().stream().noneMatch(line -> line.startsWith("left Wanda")), parlour.told().lines()::toString);
        assertFalse(parlour.told().lines().contains("lost " + room.request()));
        parlour.say(room, visitor, "where were we?");
        try (NativeClient back = NativeClient.login(server, "expert")) {
            back.join(room.request(), "Dr. Exper again");
            back.awaitBody("where were we?"); // the room repeats it: it is the same room
        }
    }

    @Test
    void aProgramThatStartsAfreshResumesItsRooms() {
        parlour.close();
        expertSays("is anybody there?");
        parlour = new Parlour(vertx, server, port, server.componentSecret());
        Room never = Parlour.newRoom();
        parlour.resume(List.of(room, never));
        parlour.told().await("present " + room.request());
        parlour.told().await("lost " + never.request());
        assertTrue(nicknames(parlour.told().lastPresent()).contains("Dr. Exper"), () -> parlour.told().lastPresent().toString());
        parlour.told().message("is anybody there?");
        expertSays("ah, good");
        assertEquals(server.jid("expert"), parlour.told().message("ah, good").jid());
        parlour.enter(room, visitor, "Wanda");
        parlour.say(room, visitor, "I am back");
        expert.awaitBody("I am back");
    }

    @Test
    void aServerThatHangsIsNoticedAndLeft() {
        long before = parlour.connections();
        network.stall();
        // the next ping finds out; the new stream goes around the hole
        Eventually.get(parlour::isConnected, connected -> !connected);
        parlour.told().await("present " + room.request());
        assertTrue(parlour.connections() > before);
        parlour.say(room, visitor, "around it");
        expert.awaitBody("around it");
    }
}
