package io.parley.fastpath.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Payload;
import io.parley.bus.ProblemException;
import io.parley.fastpath.ChatRooms.Room;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.parley.support.Await;
import io.parley.support.NativeClient;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.chatstates.packet.ChatStateExtension;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.json.packet.JsonPacketExtension;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.jxmpp.jid.impl.JidCreate;

/** Experts with ordinary clients and visitors without accounts meet in rooms that the workgroup keeps. */
@WithXmpp
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComponentRoomsIT {
    private final Vertx vertx = Vertx.vertx();
    private final XmppServer server;
    private Parlour parlour;
    private NativeClient expert;
    private Room room;
    private String visitor;

    ComponentRoomsIT(XmppServer server) {
        this.server = server;
    }

    @BeforeAll
    void start() {
        List.of("comp-expert", "comp-outsider").forEach(name -> server.register(name, name));
        parlour = new Parlour(vertx, server, server.componentPort(), server.componentSecret()).connected();
    }

    @BeforeEach
    void newConversation() {
        parlour.told().forget();
        room = Parlour.newRoom();
        visitor = "v-" + UUID.randomUUID() + "@visitors." + server.domain();
        expert = NativeClient.login(server, "comp-expert");
    }

    @AfterEach
    void goHome() {
        expert.close();
    }

    @AfterAll
    void stop() {
        parlour.close();
        Await.await(vertx.close());
    }

    private MultiUserChat conversation() {
        parlour.open(room, visitor);
        parlour.invite(room, server.jid("comp-expert"), "How much sugar?");
        expert.awaitMessage(message -> MUCUser.from(message) != null && MUCUser.from(message).getInvite() != null);
        MultiUserChat chat = expert.join(room.request(), "Dr. Exper");
        parlour.told().await("entered Dr. Exper");
        parlour.enter(room, visitor, "Wanda");
        parlour.told().await("entered Wanda");
        return chat;
    }

    @Test
    void theRoomIsForItsMembersAloneAndHidden() throws Exception {
        MultiUserChat chat = conversation();
        DiscoverInfo info = ServiceDiscoveryManager.getInstanceFor(expert.connection()).discoverInfo(chat.getRoom());
        assertTrue(info.containsFeature("muc_membersonly"), info::toString);
        assertTrue(info.containsFeature("muc_hidden"), info::toString);
        assertTrue(info.containsFeature("muc_persistent"), info::toString);
        try (NativeClient outsider = NativeClient.login(server, "comp-outsider")) {
            assertThrows(IllegalStateException.class, () -> outsider.join(room.request(), "Nosy"));
        }
        assertFalse(parlour.told().lines().contains("entered Nosy"));
    }

    @Test
    void theInvitationComesWithTheWorkgroupsReason() {
        parlour.open(room);
        parlour.invite(room, server.jid("comp-expert"), "How much <sugar> & \"salt\"?");
        Message invitation = expert.awaitMessage(message -> MUCUser.from(message) != null && MUCUser.from(message).getInvite() != null);
        assertEquals("How much <sugar> & \"salt\"?", MUCUser.from(invitation).getInvite().getReason());
        if (server.name().equals("prosody")) { // ejabberd drops what is not its own
            StandardExtensionElement session = (StandardExtensionElement) invitation.getExtensionElement("session",
                    "http://jivesoftware.com/protocol/workgroup");
            assertEquals(room.request(), session.getAttributeValue("id"));
            assertEquals("diabetes@workgroup." + server.domain(), session.getAttributeValue("workgroup"));
        }
    }

    @Test
    void bothSidesReadEachOtherWithTheirData() throws Exception {
        MultiUserChat chat = conversation();
        String given = new JsonObject().put("body", "see 🎩 <here>\r\nand there").put("level", 7.1)
                .put("deep", new JsonObject().put("a", 1)).encode();
        Await.await(parlour.saying(room, visitor, "m-first", new Payload("see 🎩 <here>\r\nand there", given)));
        Message read = expert.awaitMessage(message -> "m-first".equals(message.getStanzaId()));
        assertEquals("see 🎩 <here>\nand there", read.getBody().replace("\r\n", "\n"));
        RoomMessage own = parlour.told().message("see 🎩 <here>\r\nand there");
        assertEquals("m-first", own.id());
        assertEquals(visitor, own.jid());
        assertEquals(new JsonObject(given), new JsonObject(own.payload().data()));
        assertNotNull(own.stanzaId());

        Message answer = StanzaBuilder.buildMessage("e-answer").ofType(Message.Type.groupchat).to(chat.getRoom())
                .setBody("five grams").build();
        answer.addExtension(new JsonPacketExtension("{\"grams\":5}"));
        expert.send(answer);
        RoomMessage heard = parlour.told().message("five grams");
        assertEquals("e-answer", heard.id());
        assertEquals(server.jid("comp-expert"), heard.jid());
        assertEquals(chat.getRoom() + "/Dr. Exper", heard.from());
        assertEquals(new JsonObject("{\"body\":\"five grams\",\"grams\":5}"), new JsonObject(heard.payload().data()));
        assertEquals(List.of("see 🎩 <here>\r\nand there", "five grams"), parlour.archive(room, Instant.now().minusSeconds(60)));
    }

    @Test
    void typingIsSeenOnBothSides() {
        MultiUserChat chat = conversation();
        parlour.type(room, visitor, "composing");
        expert.awaitMessage(message -> message.hasExtension("composing", ChatStateExtension.NAMESPACE));
        parlour.told().await("typing Wanda composing");
        Message pause = StanzaBuilder.buildMessage().ofType(Message.Type.groupchat).to(chat.getRoom()).build();
        pause.addExtension(new ChatStateExtension(ChatState.paused));
        expert.send(pause);
        parlour.told().await("typing Dr. Exper paused");
    }

    @Test
    void openingAndEnteringTwiceIsTheSame() {
        conversation();
        parlour.open(room, visitor);
        assertEquals("Wanda", parlour.enter(room, visitor, "Wanda"));
        assertEquals(1, parlour.told().lines().stream().filter("entered Wanda"::equals).count());
    }

    @Test
    void aTakenNicknameGetsANumber() {
        parlour.open(room, visitor);
        String second = "v-" + UUID.randomUUID() + "@visitors." + server.domain();
        Await.await(parlour.on(() -> parlour.rooms().admit(room, second)));
        assertEquals("Wanda", parlour.enter(room, visitor, "Wanda"));
        assertEquals("Wanda 2", parlour.enter(room, second, "Wanda"));
        String third = "v-" + UUID.randomUUID() + "@visitors." + server.domain();
        Await.await(parlour.on(() -> parlour.rooms().admit(room, third)));
        assertEquals("diabetes workgroup 2", parlour.enter(room, third, "diabetes workgroup"));
    }

    @Test
    void nobodySpeaksWhoIsNotThereAndNobodyEntersWhoIsNoMember() {
        parlour.open(room);
        assertEquals(409, problem(() -> parlour.say(room, visitor, "hello?")).problem().status());
        ProblemException refused = problem(() -> parlour.enter(room, visitor, "Wanda"));
        assertEquals(422, refused.problem().status());
        assertEquals("registration-required", refused.problem().condition());
    }

    private static ProblemException problem(Runnable attempt) {
        return (ProblemException) assertThrows(AssertionError.class, attempt::run).getCause();
    }

    @Test
    void whoIsExpelledIsPutOut() {
        conversation();
        parlour.expel(room, server.jid("comp-expert"));
        expert.awaitPresence(presence -> presence.getType() == Presence.Type.unavailable && MUCUser.from(presence) != null
                && MUCUser.from(presence).getStatus().contains(MUCUser.Status.create(321)));
        parlour.told().await("left Dr. Exper expelled");
        assertThrows(IllegalStateException.class, () -> expert.join(room.request(), "Dr. Exper"));
        parlour.expel(room, visitor);
        parlour.told().await("left Wanda expelled");
    }

    @Test
    void aVisitorLeaves() {
        conversation();
        parlour.leave(room, visitor);
        parlour.told().await("left Wanda left");
        assertEquals(409, problem(() -> parlour.say(room, visitor, "hello?")).problem().status());
    }

    @Test
    void closingPutsEverybodyOutAndTheRoomIsNoMore() {
        conversation();
        parlour.close(room);
        expert.awaitPresence(presence -> MUCUser.from(presence) != null && MUCUser.from(presence).getDestroy() != null);
        parlour.close(room);
        assertFalse(parlour.told().lines().contains("lost " + room.request()));
        assertEquals(404, problem(() -> parlour.say(room, visitor, "hello?")).problem().status());
    }

    @Test
    void aRoomThatALateJoinHasMadeAnewIsClosedAlready() {
        conversation();
        parlour.close(room);
        expert.awaitPresence(presence -> MUCUser.from(presence) != null && MUCUser.from(presence).getDestroy() != null);
        expert.join(room.request(), "Dr. Exper");
        parlour.close(room);
    }

    @Test
    void strangersGetCivilAnswers() throws Exception {
        var workgroup = JidCreate.from("diabetes@workgroup." + server.domain());
        DiscoverInfo info = ServiceDiscoveryManager.getInstanceFor(expert.connection()).discoverInfo(workgroup);
        assertTrue(info.hasIdentity("collaboration", "workgroup"), info::toString);
        // an address with a character younger than stringprep's tables
        var hat = JidCreate.from("workgroup." + server.domain() + "/🎩");
        expert.send(StanzaBuilder.buildMessage().to(hat).setBody("hi").build());
        expert.send(StanzaBuilder.buildPresence().ofType(Presence.Type.subscribe).to(workgroup).build());
        long before = parlour.connections();
        conversation();
        assertEquals(before, parlour.connections());
    }
}
