package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.Inbox;
import io.parley.support.NativeClient;
import io.parley.support.TestCertificates;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.parley.time.VertxTimers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.chat2.Chat;
import org.jivesoftware.smack.chat2.ChatManager;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.carbons.CarbonManager;
import org.jivesoftware.smackx.disco.ServiceDiscoveryManager;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jivesoftware.smackx.vcardtemp.VCardManager;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * Smack's own managers do on a connection of the event loop what they do on Smack's: a user's life with one, against a native client on
 * the other side. Each manager is asked for by name, so that it is there even where another test has switched off those that Parley
 * does not use.
 */
@WithXmpp
class SmackManagersIT {
    private static final String ANN = "managers-ann";
    private static final String BEN = "managers-ben";

    private final XmppServer server;
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private Transport transport;
    private LoopConnection ann;
    private NativeClient ben;

    SmackManagersIT(XmppServer server) {
        this.server = server;
    }

    @BeforeEach
    void bothLogIn() throws Exception {
        server.register(ANN, ANN);
        server.register(BEN, BEN);
        ben = NativeClient.login(server, BEN);
        LineSettings.Security security = switch (server.site().tls()) {
            case NONE -> LineSettings.Security.NONE;
            case STARTTLS -> LineSettings.Security.STARTTLS;
            case DIRECT -> LineSettings.Security.DIRECT;
        };
        transport = new Transport(vertx, new LineSettings(server.host(), server.nodePort(), security, Duration.ofSeconds(20), 1_000_000, 100,
                500_000, 100, 1_000_000), XMPPTCPConnectionConfiguration.builder().setXmppDomain(server.domain())
                .setSecurityMode(SecurityMode.disabled).setSendPresence(false).build(),
                server.site().certificates().map(TestCertificates::trusting).orElse(null), Duration.ofSeconds(10), new VertxTimers(vertx),
                Clock.systemUTC());
        ann = transport.connection(context, true, new TellingSmack());
        Roster.getInstanceFor(ann).setSubscriptionMode(Roster.SubscriptionMode.accept_all);
        Await.await(onLoop(() -> ann.open(new Login(ANN, ANN, null, Set.of(), Resourcepart.fromOrThrowUnchecked("loop")))));
        ann.sendStanza(ann.getStanzaFactory().buildPresenceStanza().build());
    }

    @AfterEach
    void bothLeave() {
        Await.await(onLoop(ann::close));
        ben.close();
        Await.await(transport.close());
        Await.await(vertx.close());
    }

    @Test
    void theRosterIsLoadedKeptAndTellsWhoIsThere() throws Exception {
        Roster roster = Roster.getInstanceFor(ann);
        Eventually.get(roster::isLoaded, loaded -> loaded);
        ben.roster().setSubscriptionMode(Roster.SubscriptionMode.accept_all);
        roster.createItemAndRequestSubscription(ben.userJid(BEN), "Ben", new String[] {"friends"});
        Eventually.get(() -> roster.getPresence(ben.userJid(BEN)), Presence::isAvailable);
        ben.send(ben.connection().getStanzaFactory().buildPresenceStanza().setStatus("at the desk").build());
        Eventually.get(() -> roster.getPresence(ben.userJid(BEN)).getStatus(), "at the desk"::equals);

        RosterEntry entry = roster.getEntry(ben.userJid(BEN));
        assertEquals(List.of("friends"), entry.getGroups().stream().map(group -> group.getName()).toList());
        entry.setName("Benjamin");
        Eventually.get(() -> roster.getEntry(ben.userJid(BEN)).getName(), "Benjamin"::equals);
        roster.removeEntry(entry);
        Eventually.get(() -> roster.contains(ben.userJid(BEN)), there -> !there);
    }

    @Test
    void aChatGoesBothWays() throws Exception {
        Inbox<String> heard = new Inbox<>("chat message");
        ChatManager chats = ChatManager.getInstanceFor(ann);
        chats.addIncomingListener((from, message, chat) -> heard.add(from + ": " + message.getBody()));
        Chat chat = chats.chatWith(ben.userJid(BEN));
        chat.send("Are you <there> & well?");
        assertEquals(ann.getUser(), ben.awaitBody("Are you <there> & well?").getFrom());
        ben.say(ANN, "I am 😀");
        heard.await((ben.userJid(BEN) + ": I am 😀")::equals);
    }

    @Test
    void aRoomIsMadeSpokenInAndLeft() throws Exception {
        String name = "managers-" + UUID.randomUUID();
        Inbox<String> heard = new Inbox<>("room event");
        MultiUserChat room = MultiUserChatManager.getInstanceFor(ann).getMultiUserChat(ben.roomJid(name));
        room.addMessageListener(message -> heard.add(message.getFrom().getResourceOrEmpty() + ": " + message.getBody()));
        room.addParticipantListener(presence -> heard.add(presence.getFrom().getResourceOrEmpty() + " " + presence.getType()));
        room.create(Resourcepart.from("Ann")).makeInstant();

        MultiUserChat bens = ben.join(name, "Ben");
        heard.await("Ben available"::equals);
        assertEquals(2, Eventually.get(room::getOccupantsCount, count -> count == 2));
        room.sendMessage("hello, everybody");
        ben.awaitBody("hello, everybody");
        heard.await("Ann: hello, everybody"::equals);
        bens.sendMessage("hello, Ann");
        heard.await("Ben: hello, Ann"::equals);

        bens.leave();
        heard.await("Ben unavailable"::equals);
        try (NativeClient alice = NativeClient.login(server, "alice")) {
            alice.join(name, "Alice");
            room.leave();
            alice.awaitPresence(presence -> presence.getType() == Presence.Type.unavailable
                    && "Ann".equals(presence.getFrom().getResourceOrEmpty().toString()));
        }
    }

    @Test
    void theArchiveTellsWhatWasSaidByBoth() throws Exception {
        String mark = UUID.randomUUID().toString();
        ChatManager.getInstanceFor(ann).chatWith(ben.userJid(BEN)).send("asked " + mark);
        ben.awaitBody("asked " + mark);
        ben.say(ANN, "answered " + mark);
        MamManager archive = MamManager.getInstanceFor(ann);
        assertTrue(archive.isSupported());
        MamQueryArgs withBen = MamQueryArgs.builder().limitResultsToJid(ben.userJid(BEN)).setResultPageSizeTo(100).queryLastPage().build();
        Eventually.get(() -> bodies(archive, withBen, mark), List.of("asked " + mark, "answered " + mark)::equals);
    }

    private static List<String> bodies(MamManager archive, MamQueryArgs query, String mark) {
        try {
            return archive.queryArchive(query).getMessages().stream().map(Message::getBody)
                    .filter(body -> body != null && body.endsWith(mark)).toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAnotherDeviceOfHersSaysIsCopiedToHer() throws Exception {
        String body = "from the telephone " + UUID.randomUUID();
        Inbox<String> copied = new Inbox<>("carbon copy");
        CarbonManager carbons = CarbonManager.getInstanceFor(ann);
        carbons.addCarbonCopyReceivedListener((direction, copy, wrapping) -> copied.add(direction + " " + copy.getBody()));
        assertTrue(carbons.isSupportedByServer());
        carbons.enableCarbons();
        try (NativeClient telephone = NativeClient.login(server, ANN)) {
            telephone.say(BEN, body);
        }
        copied.await(("sent " + body)::equals);
    }

    @Test
    void itPingsAndIsPinged() throws Exception {
        assertTrue(PingManager.getInstanceFor(ann).pingMyServer());
        assertTrue(PingManager.getInstanceFor(ann).ping(ben.jid()));
        assertTrue(PingManager.getInstanceFor(ben.connection()).ping(ann.getUser()));
    }

    @Test
    void itDiscoversAndIsDiscovered() throws Exception {
        ServiceDiscoveryManager discovery = ServiceDiscoveryManager.getInstanceFor(ann);
        discovery.addFeature("urn:parley:tests");
        assertTrue(discovery.serverSupportsFeature(Ping.NAMESPACE));
        assertTrue(discovery.discoverItems(ann.getXMPPServiceDomain()).getItems().stream().map(DiscoverItems.Item::getEntityID)
                .anyMatch(item -> item.toString().equals("conference." + server.domain())));
        // with a node, even none, it asks her; without, it takes what it remembers of her capabilities
        DiscoverInfo hers = ServiceDiscoveryManager.getInstanceFor(ben.connection()).discoverInfo(ann.getUser(), null);
        assertTrue(hers.containsFeature("urn:parley:tests"));
    }

    @Test
    void aCardIsKeptAndRead() throws Exception {
        VCard card = new VCard();
        card.setFirstName("Ann " + UUID.randomUUID());
        card.setAvatar(new byte[50_000], "image/png");
        VCardManager.getInstanceFor(ann).saveVCard(card);
        VCard read = VCardManager.getInstanceFor(ben.connection()).loadVCard(ann.getUser().asEntityBareJid());
        assertEquals(card.getFirstName(), read.getFirstName());
        assertEquals(50_000, VCardManager.getInstanceFor(ann).loadVCard().getAvatar().length);
    }

    /** A manager that was in use before the line was cut goes on behind it. */
    @Test
    void theyGoOnBehindACutThatIsResumed() throws Exception {
        Inbox<String> heard = new Inbox<>("chat message");
        ChatManager.getInstanceFor(ann).addIncomingListener((from, message, chat) -> heard.add(message.getBody()));
        Roster roster = Roster.getInstanceFor(ann);
        Eventually.get(roster::isLoaded, loaded -> loaded);
        Await.await(onLoop(() -> {
            ann.instantShutdown();
            return ann.open(new Login(ANN, ANN, null, Set.of(), Resourcepart.fromOrThrowUnchecked("loop")));
        }).onSuccess(resumed -> assertTrue(resumed)));
        ben.say(ANN, "still there?");
        heard.await("still there?"::equals);
        MessageBuilder answer = ann.getStanzaFactory().buildMessageStanza().to(ben.jid()).ofType(Message.Type.chat).setBody("still here");
        ann.sendStanza(answer.build());
        ben.awaitBody("still here");
        assertTrue(PingManager.getInstanceFor(ann).pingMyServer());
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> step) {
        Promise<T> done = Promise.promise();
        context.runOnContext(turn -> step.get().onComplete(done));
        return done.future();
    }

    /** All that comes is for Smack's listeners. */
    private static final class TellingSmack implements LoopConnection.Listener {
        @Override
        public boolean received(Stanza stanza) {
            return true;
        }

        @Override
        public void acknowledged(Stanza stanza) {
            // Smack's managers do not ask for that
        }

        @Override
        public void dropped(Stanza stanza) {
            throw new AssertionError("dropped " + stanza.getStanzaId());
        }

        @Override
        public void lost(Exception why) {
            throw new AssertionError("lost", why);
        }
    }
}
