package io.parley.xmpp.transport;

import io.parley.xmpp.wire.StreamFault;
import io.parley.xmpp.wire.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.StreamError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a connection opens, is lost, opens again and ends: which line it has, if any, and what becomes of the stream without one. */
final class Life {
    private static final Logger LOG = LoggerFactory.getLogger(Life.class);

    private final LoopConnection connection;
    private final Transport transport;
    private final Context context;
    private final boolean managed;
    private final Acknowledgements sm;
    private final Outbound outbound;
    private final LoopConnection.Listener listener;
    private Object attempt;
    private Line line;
    private Farewell farewell;
    private boolean ended;

    Life(LoopConnection connection, Transport transport, Context context, boolean managed, Acknowledgements sm, Outbound outbound,
         LoopConnection.Listener listener) {
        this.connection = connection;
        this.transport = transport;
        this.context = context;
        this.managed = managed;
        this.sm = sm;
        this.outbound = outbound;
        this.listener = listener;
    }

    /** Null while there is none. */
    Line line() {
        return line;
    }

    boolean isClosing() {
        return farewell != null;
    }

    // ---- it opens --------------------------------------------------------------------------------------------------------------

    Future<Boolean> open(Login login) {
        cut(new IOException("another attempt has begun"));
        Object mine = new Object();
        attempt = mine;
        connection.callConnectionConnectingListener();
        sm.expire(transport.now());
        return transport.connect(sm.takeLocation()).compose(socket -> {
            if (attempt != mine || ended) {
                socket.close();
                return Future.failedFuture(new NotConnectedException("closed while it connected"));
            }
            begin(socket);
            return new Negotiation(connection, line, transport, sm, outbound, managed, login).run();
        }).compose(resumed -> Negotiation.attempt(() -> {
            connection.loggedIn(resumed);
            return resumed;
        })).onFailure(failure -> {
            if (attempt == mine) {
                giveUp(failure);
            }
        });
    }

    private void begin(NetSocket socket) {
        LineSettings settings = transport.settings();
        Inbound inbound = new Inbound(connection, sm, settings.deepest());
        Wire wire = new Wire(socket, context, settings.longestElement(), settings.mostUnsent(), inbound);
        line = new Line(connection, transport, wire, inbound);
        connection.lineBegun(settings.host());
    }

    private void giveUp(Throwable failure) {
        if (failure instanceof StreamFault fault && line != null) {
            sm.unresumable();
            line.end(fault);
        }
        cut(failure);
    }

    // ---- it is lost ------------------------------------------------------------------------------------------------------------

    /** The server has ended its side. */
    void streamEnded() {
        if (farewell == null) {
            endForGood();
        }
        lost(new IOException("the server has ended the stream"));
    }

    /** A stream error ends the stream for good (RFC 6120, section 4.9.1.1): who resumed it would only be told so again. */
    void streamFailed(StreamError error) {
        endForGood();
        lost(new XMPPException.StreamErrorException(error));
    }

    private void endForGood() {
        forgetIfTrusted();
        line.write(Wire.END);
    }

    /** A server that is too busy to let us in, or whoever stands in for it before the login, says nothing about the stream before. */
    private void forgetIfTrusted() {
        if (line.isTrusted()) {
            sm.unresumable();
        }
    }

    void broken(IOException why) {
        if (why instanceof StreamFault fault) {
            LOG.warn("{} ends its stream, {}: {}", connection, fault.condition(), fault.getMessage());
            forgetIfTrusted(); // the server would send the same once more
        }
        lost(why);
    }

    private void lost(Exception why) {
        if (farewell != null) {
            finish();
            return;
        }
        boolean wasOpen = connection.isAuthenticated();
        if (connection.isAwaited()) {
            connection.wakeWhoWaits(why); // which cuts it, too
        } else {
            cut(why);
            if (wasOpen) {
                connection.tellListeners(one -> one.connectionClosedOnError(why));
            }
        }
        if (wasOpen) {
            listener.lost(why);
        }
    }

    /** Forgets the line, not the stream: what a resumption needs is kept. */
    void cut(Throwable why) {
        attempt = null;
        Line old = line;
        line = null;
        sm.suspend(transport.now());
        connection.lineGone();
        if (old != null) {
            old.cut(why);
        }
    }

    // ---- it ends ---------------------------------------------------------------------------------------------------------------

    Future<Void> close() {
        ended = true;
        if (farewell != null) {
            return farewell.future();
        }
        if (!connection.isAuthenticated()) {
            return abort();
        }
        connection.sendUnavailable();
        return endStream();
    }

    Future<Void> abort() {
        ended = true;
        boolean wasOpen = connection.isConnected();
        cut(new IOException("aborted"));
        if (wasOpen) {
            connection.tellListeners(ConnectionListener::connectionClosed); // managers of Smack have tasks that they would repeat for ever
        }
        return Future.succeededFuture();
    }

    /** As {@link #close}, without a presence: whoever asks has said already whatever there was to say. */
    Future<Void> leave() {
        ended = true;
        if (farewell != null) {
            return farewell.future();
        }
        return line == null ? Future.succeededFuture() : endStream();
    }

    private Future<Void> endStream() {
        outbound.lastWord(line);
        line.write(Wire.END);
        farewell = new Farewell(transport.timers(), transport.settings().replyTimeout(), this::finish);
        return farewell.future();
    }

    private void finish() {
        cut(new IOException("closed"));
        sm.giveUp();
        connection.tellListeners(ConnectionListener::connectionClosed);
        farewell.said();
    }
}
