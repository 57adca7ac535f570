package io.parley.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.commands.AdHocCommandManager;
import org.jivesoftware.smackx.commands.RemoteCommand;
import org.jivesoftware.smackx.carbons.packet.CarbonExtension;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.xdata.form.FillableForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jxmpp.jid.impl.JidCreate;

/** The servers, as {@code conf/} configures them, can do what Parley builds on. */
@WithXmpp
class XmppServerIT {
    private static final String ADMIN = "http://jabber.org/protocol/admin#";

    private final XmppServer server;

    XmppServerIT(XmppServer server) {
        this.server = server;
    }

    @Test
    void anAdminListsAndCountsTheUsers() throws Exception {
        try (NativeClient admin = NativeClient.login(server, "admin")) {
            List<String> users = list(admin, "none");
            assertTrue(users.containsAll(List.of(server.jid("admin"), server.jid("alice"), server.jid("bob"))), users.toString());

            RemoteCommand count = command(admin, "get-registered-users-num");
            count.execute();
            assertEquals(users.size(), Integer.parseInt(count.getForm().getField("registeredusersnum").getFirstValue()));
        }
    }

    @Test
    void nobodyElseDoes() throws Exception {
        try (NativeClient alice = NativeClient.login(server, "alice")) {
            XMPPErrorException refused = assertThrows(XMPPErrorException.class,
                    () -> command(alice, "get-registered-users-list").execute());
            String condition = refused.getStanzaError().getCondition().toString();
            assertTrue(List.of("forbidden", "not-allowed").contains(condition), condition);
        }
    }

    @Test
    void aConversationIsArchivedForBoth() {
        String body = "archived " + UUID.randomUUID();
        try (NativeClient alice = NativeClient.login(server, "alice"); NativeClient bob = NativeClient.login(server, "bob")) {
            String id = alice.say("bob", body);
            bob.awaitBody(body);
            assertEquals(id, archived(alice.archiveWith("bob"), body).getStanzaId());
            assertEquals(id, archived(bob.archiveWith("alice"), body).getStanzaId());
        }
    }

    @Test
    void aRoomIsArchived() throws Exception {
        String body = "said in a room";
        try (NativeClient alice = NativeClient.login(server, "alice"); NativeClient bob = NativeClient.login(server, "bob")) {
            String name = "room-" + UUID.randomUUID();
            MultiUserChat room = alice.join(name, "Alice");
            bob.join(name, "Bob");
            room.sendMessage(body);
            bob.awaitBody(body);
            assertEquals(alice.roomJid(name) + "/Alice", archived(alice.archiveOf(room), body).getFrom().toString());
        }
    }

    @Test
    void aLostConnectionIsResumedAndNothingIsLost() {
        try (NativeClient alice = NativeClient.login(server, "alice"); NativeClient carol = NativeClient.login(server, "carol")) {
            assertTrue(carol.connection().isSmResumptionPossible(), "resumption offered");
            carol.settle();
            carol.cut();
            String body = "while away " + UUID.randomUUID();
            alice.say("carol", body);
            alice.settle();
            assertTrue(carol.comeBack(), "resumed");
            carol.awaitBody(body);
        }
    }

    @Test
    void otherDevicesSeeWhatOneSends() {
        String body = "copied " + UUID.randomUUID();
        try (NativeClient desk = NativeClient.login(server, "alice"); NativeClient phone = NativeClient.login(server, "alice");
             NativeClient bob = NativeClient.login(server, "bob")) {
            phone.enableCarbons();
            desk.say("bob", body);
            bob.awaitBody(body);
            Message copy = phone.awaitMessage(message -> CarbonExtension.from(message) != null);
            Message sent = (Message) CarbonExtension.from(copy).getForwarded().getForwardedStanza();
            assertEquals(CarbonExtension.Direction.sent, CarbonExtension.from(copy).getDirection());
            assertEquals(body, sent.getBody());
        }
    }

    @Test
    void blockingBookmarksRoomsAndUploadsAreThere() throws Exception {
        try (NativeClient alice = NativeClient.login(server, "alice")) {
            ServiceDiscoveryManager disco = ServiceDiscoveryManager.getInstanceFor(alice.connection());
            assertTrue(disco.serverSupportsFeature("urn:xmpp:blocking"));
            assertTrue(disco.supportsFeature(JidCreate.from("upload." + server.domain()), "urn:xmpp:http:upload:0"));
            assertTrue(disco.supportsFeature(JidCreate.from("conference." + server.domain()), "http://jabber.org/protocol/muc"));
            assertTrue(disco.supportsFeature(alice.jid().asBareJid(), "http://jabber.org/protocol/pubsub#publish-options"));
        }
    }

    @Test
    void accountsAndArchivesOutliveACrash(@TempDir Path directory) {
        try (XmppServer fresh = XmppServer.fresh(directory)) {
            fresh.start();
            fresh.register("dora", "first");
            fresh.register("dora", "dora");
            fresh.register("emil", "emil");
            try (NativeClient dora = NativeClient.login(fresh, "dora"); NativeClient emil = NativeClient.login(fresh, "emil")) {
                dora.settle();
                fresh.freeze();
                fresh.thaw();
                for (int i = 0; i < 200; i++) {
                    dora.say("emil", "before " + i);
                }
                emil.awaitBody("before 199");
                dora.settle();
                fresh.kill();
            }
            fresh.start();
            try (NativeClient emil = NativeClient.login(fresh, "emil"); NativeClient dora = NativeClient.login(fresh, "dora")) {
                assertEquals(200, emil.countArchive(), "what emil received");
                assertEquals(200, dora.countArchive(), "what dora sent, which was acknowledged");
                fresh.restart();
            }
            NativeClient.login(fresh, "dora").close();
        }
    }

    private List<String> list(NativeClient admin, String most) throws Exception {
        RemoteCommand command = command(admin, "get-registered-users-list");
        command.execute();
        // ejabberd answers at once, others ask first how many
        if (!command.isCompleted()) {
            FillableForm answer = new FillableForm(command.getForm());
            answer.setAnswer("max_items", most);
            command.complete(answer);
        }
        return command.getForm().getField("registereduserjids").getValuesAsString();
    }

    private RemoteCommand command(NativeClient client, String name) {
        return AdHocCommandManager.getAddHocCommandsManager(client.connection())
                .getRemoteCommand(client.userJid("any").asDomainBareJid(), ADMIN + name);
    }

    private static Message archived(List<Message> archive, String body) {
        List<Message> found = archive.stream().filter(message -> body.equals(message.getBody())).collect(Collectors.toList());
        assertEquals(1, found.size(), () -> body + " in " + archive);
        return found.get(0);
    }
}
