package io.parley.xmpp.transport;

import io.parley.time.Timers;
import io.parley.xmpp.wire.StreamFault;
import io.parley.xmpp.wire.Wire;
import io.vertx.core.Future;
import java.util.function.Predicate;
import javax.net.ssl.SSLSession;
import org.jivesoftware.smack.SmackException.NoResponseException;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.XMPPConnection;

/** One TCP connection of a stream, both ways, from its opening until it is cut. Whoever still holds one that was cut reaches nobody. */
final class Line {
    private final XMPPConnection connection;
    private final Transport transport;
    private final Wire wire;
    private final Inbound inbound;
    private boolean over;

    /** @param connection whose line it is, for the words of an exception */
    Line(XMPPConnection connection, Transport transport, Wire wire, Inbound inbound) {
        this.connection = connection;
        this.transport = transport;
        this.wire = wire;
        this.inbound = inbound;
    }

    /** The next element of that kind; fails with Smack's exception when it does not come in time. */
    Future<Heard> next(String what, Predicate<Heard> awaited) {
        return over ? Future.failedFuture(new NotConnectedException("the connection was lost while it was negotiated"))
                : inbound.next(awaited, transport.timers(), transport.settings().replyTimeout(),
                        () -> NoResponseException.newWith(connection, what));
    }

    void write(CharSequence xml) {
        wire.write(xml);
    }

    /** Ends the stream with what is wrong with it; nothing happens where that was done already. */
    void end(StreamFault fault) {
        wire.end(fault);
    }

    /** The server has let the user in. */
    void trust() {
        inbound.trust();
    }

    /** Whether what the server says counts for the user's stream; before, it may be anybody. */
    boolean isTrusted() {
        return inbound.isTrusted();
    }

    /** The next stream begins on the same line. */
    void restart() {
        if (!over) {
            wire.restart();
        }
    }

    /** The next stream begins inside TLS. */
    Future<Void> secure() {
        restart();
        return transport.secure(wire);
    }

    boolean isTls() {
        return wire.isTls();
    }

    /** Null without TLS. */
    SSLSession tlsSession() {
        return wire.tlsSession();
    }

    boolean isFull() {
        return wire.isFull();
    }

    /** Nothing more is read until {@link #resume}. */
    void pause() {
        wire.pause();
    }

    void resume() {
        wire.resume();
    }

    /** @param why told to whoever waits for an element */
    void cut(Throwable why) {
        over = true;
        Timers.Timer patience = transport.timers().after(transport.settings().replyTimeout(), wire::drop);
        wire.cut().onComplete(gone -> patience.cancel());
        inbound.giveUp(why);
    }
}
