package io.parley.support;

import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ReconnectionManager;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Nonza;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StreamOpen;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.ExceptionLoggingCallback;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.roster.Roster.SubscriptionMode;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.carbons.CarbonManager;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/**
 * A native XMPP client with a life of its own: the other side of every conversation that is tested. Each wait ends with an
 * {@link AssertionError} when what is waited for does not come; whatever else fails in Smack comes as {@link IllegalStateException}.
 */
public final class NativeClient implements AutoCloseable {
    private final XMPPTCPConnection connection;
    private final String domain;
    private final Inbox<Message> messages = new Inbox<>("message");
    private final Inbox<Presence> presences = new Inbox<>("presence");

    private NativeClient(XmppServer server, int port, String user, String password, String resource, String mechanism) {
        SmackConfiguration.setDefaultParsingExceptionCallback(new ExceptionLoggingCallback());
        PingManager.setDefaultPingInterval(-1);
        domain = server.domain();
        connection = doing(() -> {
            XMPPTCPConnectionConfiguration.Builder builder = XMPPTCPConnectionConfiguration.builder()
                    .setHostAddress(java.net.InetAddress.getByName(server.host())).setPort(port)
                    .setXmppDomain(server.domain()).setUsernameAndPassword(user, password).setResource(resource)
                    .setSecurityMode(SecurityMode.disabled).setCompressionEnabled(false).setSendPresence(false);
            if (mechanism != null) {
                builder.addEnabledSaslMechanism(mechanism);
            }
            return new XMPPTCPConnection(builder.build());
        });
        ReconnectionManager.getInstanceFor(connection).disableAutomaticReconnection();
        // ordered, and in place before anything can arrive
        connection.addSyncStanzaListener(stanza -> messages.add((Message) stanza), StanzaTypeFilter.MESSAGE);
        connection.addSyncStanzaListener(stanza -> presences.add((Presence) stanza), StanzaTypeFilter.PRESENCE);
        Roster.getInstanceFor(connection).setSubscriptionMode(SubscriptionMode.manual);
    }

    /** Logged in, available, roster loaded. The password is the user's name, as for all accounts of the tests. */
    public static NativeClient login(XmppServer server, String user) {
        return login(server, user, "native-" + UUID.randomUUID());
    }

    public static NativeClient login(XmppServer server, String user, String resource) {
        return new NativeClient(server, server.c2sPort(), user, user, resource, null).connect().available();
    }

    /** As {@link #login(XmppServer, String)}, over a {@link TcpProxy} at this port. */
    public static NativeClient loginThrough(int port, XmppServer server, String user) {
        return new NativeClient(server, port, user, user, "native-" + UUID.randomUUID(), null).connect().available();
    }

    /** Logged in, not yet available: no offline messages and no presence until {@link #available()}. */
    public static NativeClient silent(XmppServer server, String user) {
        return new NativeClient(server, server.c2sPort(), user, user, "native-" + UUID.randomUUID(), null).connect();
    }

    /** One that may {@link #sendAsItIs}: with stream management Smack would count other stanzas than the server. */
    public static NativeClient withoutStreamManagement(XmppServer server, String user) {
        NativeClient client = new NativeClient(server, server.c2sPort(), user, user, "native-" + UUID.randomUUID(), null);
        client.connection.setUseStreamManagement(false);
        return client.connect().available();
    }

    /** With another password, or a token; SASL PLAIN, so that it travels as it is. Not yet available. */
    public static NativeClient loginPlain(XmppServer server, String user, String password) {
        return new NativeClient(server, server.c2sPort(), user, password, "native-" + UUID.randomUUID(), "PLAIN").connect();
    }

    private NativeClient connect() {
        try {
            return doing(() -> {
                connection.connect();
                connection.login();
                return this;
            });
        } catch (IllegalStateException refused) {
            connection.instantShutdown();
            throw refused;
        }
    }

    /** Returns when the server knows: ejabberd keeps what comes at that very moment for the login after this one. */
    public NativeClient available() {
        send(connection.getStanzaFactory().buildPresenceStanza().build());
        settle();
        return this;
    }

    /** A stanza that Smack would not write: its XML, untouched. */
    public void sendAsItIs(String xml) {
        doing(() -> {
            connection.sendNonza(new Verbatim(xml));
            return null;
        });
    }

    private record Verbatim(String xml) implements Nonza {
        @Override
        public String getElementName() {
            return "iq";
        }

        @Override
        public String getNamespace() {
            return StreamOpen.CLIENT_NAMESPACE;
        }

        @Override
        public CharSequence toXML(XmlEnvironment enclosing) {
            return xml;
        }
    }

    public EntityFullJid jid() {
        return connection.getUser();
    }

    public XMPPTCPConnection connection() {
        return connection;
    }

    public Inbox<Message> messages() {
        return messages;
    }

    public Inbox<Presence> presences() {
        return presences;
    }

    public Message awaitMessage(Predicate<Message> wanted) {
        return messages.await(wanted);
    }

    public Message awaitBody(String body) {
        return awaitMessage(message -> body.equals(message.getBody()));
    }

    public Presence awaitPresence(Predicate<Presence> wanted) {
        return presences.await(wanted);
    }

    /** @return the id of the stanza */
    public String say(String user, String body) {
        MessageBuilder message = connection.getStanzaFactory().buildMessageStanza().ofType(Message.Type.chat).setBody(body);
        return send(message.to(userJid(user)).build());
    }

    /** @return the id of the stanza */
    public String send(Stanza stanza) {
        return doing(() -> {
            connection.sendStanza(stanza);
            return stanza.getStanzaId();
        });
    }

    public <I extends IQ> I ask(IQ request) {
        return doing(() -> connection.sendIqRequestAndWaitForResponse(request));
    }

    /** Returns when the server has handled all that was sent before, and all that it sent before has arrived. */
    public void settle() {
        doing(() -> PingManager.getInstanceFor(connection).pingMyServer());
    }

    /** Joins, and makes the room with the server's defaults where it is missing. */
    public MultiUserChat join(String room, String nick) {
        return doing(() -> {
            MultiUserChat chat = MultiUserChatManager.getInstanceFor(connection).getMultiUserChat(roomJid(room));
            MultiUserChat.MucCreateConfigFormHandle created = chat.createOrJoinIfNecessary(Resourcepart.from(nick), null);
            if (created != null) {
                created.makeInstant();
            }
            return chat;
        });
    }

    /** Asks for the other's presence and lets the other have this one's as soon as it asks. */
    public void befriend(String user) {
        doing(() -> {
            Roster.getInstanceFor(connection).setSubscriptionMode(SubscriptionMode.accept_all);
            Roster.getInstanceFor(connection).createItemAndRequestSubscription(userJid(user), user, null);
            return null;
        });
    }

    /** Loaded: Smack asks for it at login, and takes the answer in at its leisure. */
    public Roster roster() {
        return doing(() -> {
            Roster roster = Roster.getInstanceFor(connection);
            if (!roster.isLoaded()) {
                roster.reloadAndWait();
            }
            return roster;
        });
    }

    /** All of one's own archive with that user, oldest first. */
    public List<Message> archiveWith(String user) {
        return doing(() -> MamManager.getInstanceFor(connection)
                .queryArchive(MamQueryArgs.builder().limitResultsToJid(userJid(user)).setResultPageSize(100).build()).getMessages());
    }

    /** How many messages one's own archive holds. */
    public int countArchive() {
        return doing(() -> {
            MamManager.MamQuery query = MamManager.getInstanceFor(connection)
                    .queryArchive(MamQueryArgs.builder().setResultPageSize(100).build());
            int count = query.getMessages().size();
            while (!query.isComplete()) {
                count += query.pageNext(100).size();
            }
            return count;
        });
    }

    public List<Message> archiveOf(MultiUserChat room) {
        return doing(() -> MamManager.getInstanceFor(room)
                .queryArchive(MamQueryArgs.builder().setResultPageSize(100).build()).getMessages());
    }

    public void enableCarbons() {
        doing(() -> {
            CarbonManager.getInstanceFor(connection).enableCarbons();
            return null;
        });
    }

    public EntityBareJid userJid(String user) {
        return doing(() -> JidCreate.entityBareFrom(user + "@" + domain));
    }

    public EntityBareJid roomJid(String room) {
        return doing(() -> JidCreate.entityBareFrom(room + "@conference." + domain));
    }

    /** Cuts the connection as a lost network does; the server keeps the session for a while (XEP-0198). */
    public void cut() {
        connection.instantShutdown();
    }

    /** Comes back after a {@link #cut()}. @return whether the old session was resumed */
    public boolean comeBack() {
        connect();
        return connection.streamWasResumed();
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    private interface Step<R> {
        R run() throws Exception;
    }

    private static <R> R doing(Step<R> step) {
        try {
            return step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
