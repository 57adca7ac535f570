package io.parley.xmpp;

import io.parley.bus.Problem;
import io.parley.xmpp.transport.LoopConnection;
import io.parley.xmpp.transport.Transport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.parts.Resourcepart;

/** A stream over a connection on the event loop. */
final class EventLoopStream implements XmppStream, LoopConnection.Listener {
    private final EventLoopServer server;
    private final Context context;
    private final Resourcepart resource;
    private final Listener listener;
    private final LoopConnection connection;
    private boolean wasOpen;
    private boolean closing;

    EventLoopStream(EventLoopServer server, Transport transport, Context context, Resourcepart resource, Listener listener) {
        this.server = server;
        this.context = context;
        this.resource = resource;
        this.listener = listener;
        this.connection = transport.connection(context, true, this);
        server.answers().giveOn(connection);
    }

    @Override
    public Future<Opened> open(Credentials credentials) {
        LoginTurns.Kind kind = wasOpen ? LoginTurns.Kind.RETURNING : LoginTurns.Kind.NEW;
        return server.turns().take(kind, context, () -> closing ? Future.failedFuture(XmppServer.away().exception())
                : connection.open(server.login(credentials, resource)).map(resumed -> {
                    wasOpen = true;
                    return new Opened(connection.getUser(), resumed);
                })).recover(failure -> Future.failedFuture(Failures.problem(failure)));
    }

    @Override
    public void send(Stanza stanza) {
        if (!connection.isAuthenticated()) {
            throw XmppServer.away().exception();
        }
        if (!connection.hasRoom()) {
            throw Problem.unavailable("session-busy", "The XMPP server does not keep up with this session.", 1).exception();
        }
        try {
            connection.sendStanza(stanza);
        } catch (SmackException.NotConnectedException e) {
            throw XmppServer.away().exception(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing waits on an event loop", e);
        }
    }

    @Override
    public boolean acknowledges() {
        return connection.isAcknowledging();
    }

    @Override
    public Future<Void> close() {
        closing = true;
        return connection.close();
    }

    @Override
    public Future<Void> leave() {
        closing = true;
        return connection.leave();
    }

    @Override
    public Future<Void> abort() {
        closing = true;
        return connection.abort();
    }

    // ---- what the connection tells; Smack's own listeners have nothing to hear, for Parley uses none of them ----------------------

    @Override
    public boolean received(Stanza stanza) {
        listener.received(stanza);
        return false;
    }

    @Override
    public void acknowledged(Stanza stanza) {
        listener.acknowledged(stanza);
    }

    @Override
    public void dropped(Stanza stanza) {
        listener.dropped(stanza);
    }

    @Override
    public void lost(Exception why) {
        if (!closing) {
            listener.lost(Failures.loss(why));
        }
    }
}
