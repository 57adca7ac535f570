package io.parley.xmpp;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.sm.StreamManagementException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jxmpp.jid.parts.Resourcepart;

/** A stream over Smack's XMPPTCPConnection. One connection object serves all attempts, for it keeps what resumption needs. */
final class SmackTcpStream implements XmppStream {
    private final SmackTcpServer server;
    private final BlockingPool pool;
    private final Context context;
    private final Resourcepart resource;
    private final Listener listener;
    private volatile XMPPTCPConnection connection;
    private volatile boolean closing;

    SmackTcpStream(SmackTcpServer server, BlockingPool pool, Context context, Resourcepart resource, Listener listener) {
        this.server = server;
        this.pool = pool;
        this.context = context;
        this.resource = resource;
        this.listener = listener;
    }

    @Override
    public Future<Opened> open(Credentials credentials) {
        return pool.run(() -> connectAndLogIn(credentials))
                .recover(failure -> Future.failedFuture(Failures.problem(failure)));
    }

    private Opened connectAndLogIn(Credentials credentials) throws Exception {
        if (connection == null) {
            connection = newConnection(credentials);
        }
        XMPPTCPConnection opening = connection;
        if (opening.isConnected()) {
            // a half-open attempt before this one: its reader must be gone before the next begins
            opening.instantShutdown();
        }
        opening.connect();
        try {
            logIn(opening, server, credentials, resource);
        } catch (XMPPException | SmackException | IOException e) {
            opening.instantShutdown();
            throw e;
        }
        if (closing) {
            // ended while this attempt was under way: nobody would ever close it
            opening.disconnect();
            throw XmppServer.away().exception();
        }
        return new Opened(opening.getUser(), opening.streamWasResumed());
    }

    private XMPPTCPConnection newConnection(Credentials credentials) throws IOException {
        XMPPTCPConnection fresh = new SturdyConnection(server.connectionFor(credentials));
        fresh.setReplyTimeout(server.replyTimeoutMillis());
        fresh.setUseStreamManagement(true);
        fresh.setUseStreamManagementResumption(true);
        fresh.addSyncStanzaListener(stanza -> context.runOnContext(go -> listener.received(stanza)), stanza -> true);
        fresh.addStanzaAcknowledgedListener(stanza -> context.runOnContext(go -> listener.acknowledged(stanza)));
        fresh.addStanzaDroppedListener(stanza -> context.runOnContext(go -> listener.dropped(stanza)));
        server.answers().giveOn(fresh);
        fresh.addConnectionListener(new ConnectionListener() {
            @Override
            public void connectionClosed() {
                lost(Loss.BROKEN);
            }

            @Override
            public void connectionClosedOnError(Exception failure) {
                lost(Failures.loss(failure));
            }
        });
        return fresh;
    }

    private void lost(Loss loss) {
        if (!closing) {
            context.runOnContext(go -> listener.lost(loss));
        }
    }

    private static void logIn(XMPPTCPConnection connection, SmackTcpServer server, Credentials credentials, Resourcepart resource)
            throws XMPPException, SmackException, IOException, InterruptedException {
        if (credentials instanceof Credentials.Password own) {
            connection.login(own.user(), own.password(), resource);
        } else {
            PasswordlessLogin.Plain plain = server.passwordless().plain(credentials.user());
            connection.login(plain.authenticationId(), plain.password(), resource);
        }
    }

    /** A login for its answer's sake: no presence, no listeners, closed at once. */
    static void tryLogin(SmackTcpServer server, Credentials credentials) throws Exception {
        XMPPTCPConnection trial = new XMPPTCPConnection(server.connectionFor(credentials));
        trial.setReplyTimeout(server.replyTimeoutMillis());
        trial.setUseStreamManagement(false);
        try {
            trial.connect();
            logIn(trial, server, credentials, null);
        } finally {
            trial.instantShutdown();
        }
    }

    @Override
    public void send(Stanza stanza) {
        XMPPTCPConnection open = connection;
        if (open == null || !open.isAuthenticated()) {
            throw XmppServer.away().exception();
        }
        try {
            Stanza wellFormed = WellFormedStanza.of(stanza);
            open.sendStanza(wellFormed);
            if (wellFormed != stanza && open.isSmEnabled()) {
                open.requestSmAcknowledgement(); // Smack asks by itself only behind its own messages
            }
        } catch (StreamManagementException.StreamManagementNotEnabledException | SmackException.NotConnectedException e) {
            throw XmppServer.away().exception(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw XmppServer.away().exception(e);
        }
    }

    @Override
    public boolean acknowledges() {
        XMPPTCPConnection open = connection;
        return open != null && open.isSmEnabled();
    }

    @Override
    public Future<Void> close() {
        return end(XMPPTCPConnection::disconnect);
    }

    @Override
    public Future<Void> leave() {
        return end(open -> open.disconnect(null));
    }

    @Override
    public Future<Void> abort() {
        return end(XMPPTCPConnection::instantShutdown);
    }

    private interface Ending {
        void of(XMPPTCPConnection open) throws SmackException;
    }

    private Future<Void> end(Ending ending) {
        closing = true;
        XMPPTCPConnection open = connection;
        return open == null ? Future.succeededFuture() : pool.release(() -> {
            ending.of(open);
            return null;
        });
    }
}
