package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.support.FreePorts;
import io.parley.support.NativeClient;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.TcpProxy;
import io.parley.support.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.impl.JidCreate;

/** The XMPP server, or the network before it, fails in the middle of what people say; nothing that was answered 200 is lost. */
@Tag("transport")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Vertx vertx = Vertx.vertx();
    private XmppServer server;
    private TcpProxy network;
    private ParleyNode node;
    private Person alice;
    private Person bob;
    private SseClient toAlice;
    private SseClient toBob;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = XmppServer.fresh(directory);
        server.start();
        List.of("admin", "alice", "bob", "carol").forEach(name -> server.register(name, name));
        int port = FreePorts.one();
        network = TcpProxy.before(vertx, server.nodePort(), port);
        node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of("PARLEY_XMPP_PORT", Integer.toString(port),
                "PARLEY_XMPP_PING_INTERVAL", "1s", "PARLEY_XMPP_REPLY_TIMEOUT", "3s"));
    }

    @AfterAll
    void stop() {
        node.close();
        network.close();
        server.close();
        Await.await(vertx.close());
    }

    @BeforeEach
    void logIn() {
        alice = node.login("alice");
        bob = node.login("bob");
        toAlice = alice.stream();
        toBob = bob.stream();
        toAlice.next("chatapi.connection");
        toBob.next("chatapi.connection");
    }

    @AfterEach
    void logOff() {
        alice.leave();
        bob.leave();
        toAlice.close();
        toBob.close();
    }

    @Test
    void aServerKilledInTheMiddleOfAThousandMessages() {
        Dialogue aliceSays = Dialogue.of(alice, "/messages/" + bob.address(), "alice-kill", 500);
        Dialogue bobSays = Dialogue.of(bob, "/messages/" + alice.address(), "bob-kill", 500);
        Future<?> said = Future.all(aliceSays.begin(), bobSays.begin());
        Await.await(Future.all(aliceSays.underway(), bobSays.underway()), LONG);

        server.kill();
        assertAway();
        server.start();

        Await.await(said, LONG);
        aliceSays.assertToldOn(toBob, "chatapi.chat");
        bobSays.assertToldOn(toAlice, "chatapi.chat");
        assertCameBack(toAlice);
        assertCameBack(toBob);
    }

    @Test
    void aServerKilledInTheMiddleOfWhatARoomSays() {
        join(alice, "killed");
        join(bob, "killed");
        Dialogue aliceSays = Dialogue.of(alice, "/rooms/killed", "alice-dead-room", 100);
        Future<?> said = aliceSays.begin();
        Await.await(aliceSays.underway(), LONG);

        server.kill();
        server.start();

        Await.await(said, LONG);
        aliceSays.assertToldOn(toBob, "chatapi.muc");
        assertCameBack(toBob);
    }

    /**
     * Of what carol said last the server had told bob one half, and had not even read the other, when it was killed; of neither does she
     * know. What it has acknowledged to her stays out of this: a killed ejabberd may have it in her archive alone, where nobody finds it.
     */
    @Test
    void aNativeClientThatTriesAgainIsToldOnce() {
        int port = FreePorts.one();
        try (TcpProxy path = TcpProxy.before(vertx, server.c2sPort(), port);
                NativeClient carol = NativeClient.loginThrough(port, server, "carol")) {
            int before = carol.countArchive();
            carolSays(carol, 0, 25);
            path.mute();
            carolSays(carol, 25, 50);
            toBob.await(event -> event.data().contains("\"carol says 49\""));
            server.freeze();
            carolSays(carol, 50, 75);

            server.kill();
            carol.cut();
            server.start();
            assertEquals(false, carol.comeBack(), "a killed server resumes nothing");
            carol.available();
            carolSays(carol, 75, 100);

            toBob.await(event -> event.data().contains("\"carol says 99\""));
            assertTrue(carol.countArchive() - before >= 125, "what bob had been told, the server was told again");
            List<String> told = toBob.events().stream().filter(event -> event.event().equals("chatapi.chat"))
                    .map(event -> new JsonObject(event.data()).getString("body")).toList();
            assertEquals(IntStream.range(0, 100).mapToObj(number -> "carol says " + number).toList(), told);
        }
    }

    private static void carolSays(NativeClient carol, int from, int to) {
        IntStream.range(from, to).forEach(number -> carol.say("bob", "carol says " + number));
    }

    @Test
    void aFrozenServerIsNoticedAndTheStreamResumedWhenItThaws() {
        Dialogue aliceSays = Dialogue.of(alice, "/messages/" + bob.address(), "alice-frost", 200);
        Future<?> said = aliceSays.begin();
        Await.await(aliceSays.underway(), LONG);

        server.freeze();
        toBob.await(RecoveryIT::isReconnecting);
        server.thaw();

        Await.await(said, LONG);
        aliceSays.assertToldOn(toBob, "chatapi.chat");
        assertCameBack(toBob);
    }

    @Test
    void aCutConnectionIsResumedAsIfNothingHadBeen() {
        try (NativeClient carol = NativeClient.login(server, "carol")) {
            assertUnbroken(carol, network::cut, "cut");
        }
    }

    @Test
    void aConnectionThatSwallowsEverythingIsNoticedAndResumed() {
        try (NativeClient carol = NativeClient.login(server, "carol")) {
            assertUnbroken(carol, network::stall, "hole");
        }
    }

    /** Who watches sees nothing of it: no presence goes, no occupant leaves, the resource stays, and every word arrives once. */
    private void assertUnbroken(NativeClient carol, Runnable accident, String name) {
        befriend(carol);
        join(alice, name);
        join(bob, name);
        Dialogue direct = Dialogue.of(alice, "/messages/" + bob.address(), "alice-" + name, 200);
        Dialogue inRoom = Dialogue.of(bob, "/rooms/" + name, "bob-room-" + name, 100);
        Future<?> said = Future.all(direct.begin(), inRoom.begin());
        Await.await(Future.all(direct.underway(), inRoom.underway()), LONG);
        carol.presences().drain();

        accident.run();
        MessageBuilder meanwhile = carol.connection().getStanzaFactory().buildMessageStanza().ofType(Message.Type.chat)
                .setBody("meanwhile").to(JidCreate.fromOrThrowUnchecked(alice.jid()));
        carol.send(meanwhile.build());

        Await.await(said, LONG);
        direct.assertToldOn(toBob, "chatapi.chat");
        inRoom.assertToldOn(toAlice, "chatapi.muc");
        toAlice.await(event -> event.data().contains("\"meanwhile\""));
        assertCameBack(toAlice);
        assertCameBack(toBob);
        for (SseClient stream : List.of(toAlice, toBob)) {
            assertTrue(stream.events().stream().noneMatch(event -> event.data().contains("\"left\"")), "nobody left the room");
        }
        carol.settle();
        assertTrue(carol.presences().drain().stream().noneMatch(presence -> presence.getType() == Presence.Type.unavailable),
                "nobody went offline");
        assertEquals(alice.jid(), node.login("alice").jid());
    }

    /** Carol comes to see alice's presence; the second time she does already. */
    private void befriend(NativeClient carol) {
        if (carol.roster().iAmSubscribedTo(carol.userJid("alice"))) {
            return;
        }
        carol.befriend("alice");
        toAlice.await(event -> event.event().equals("chatapi.presence") && event.data().contains("\"subscribe\""));
        alice.api().post(chat("/contacts"), new JsonObject().put("jid", carol.userJid("carol").toString())).expect(201);
        carol.awaitPresence(presence -> presence.getType() == Presence.Type.available
                && presence.getFrom().toString().equals(alice.jid()));
    }

    /** While the server is gone, and its sessions know it, a message is refused with the time to try again. */
    private void assertAway() {
        toAlice.await(RecoveryIT::isReconnecting);
        var refused = alice.api().post(chat("/messages/" + bob.address()), new JsonObject().put("body", "not now")).expect(503);
        assertEquals("xmpp-away", refused.code());
        assertEquals("2", refused.header("Retry-After"));
    }

    /** The same stream told of the loss and of the return, and had nothing to name that could not be had again. */
    private static void assertCameBack(SseClient stream) {
        SseEvent gone = stream.await(RecoveryIT::isReconnecting);
        stream.await(event -> event.event().equals("chatapi.connection") && event.data().contains("\"connected\"")
                && stream.events().indexOf(event) > stream.events().indexOf(gone));
        assertTrue(stream.events().stream().noneMatch(event -> event.event().equals("chatapi.reset")), "nothing was given up");
    }

    private static boolean isReconnecting(SseEvent event) {
        return event.event().equals("chatapi.connection") && event.data().contains("\"reconnecting\"");
    }

    private static void join(Person person, String room) {
        person.api().put(chat("/rooms/" + room)).expect(200);
    }
}
