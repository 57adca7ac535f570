package io.parley.xmpp.transport;

import io.parley.time.Timers;
import io.parley.xmpp.wire.StreamFault;
import io.parley.xmpp.wire.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Nonza;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StreamError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An XMPP connection for Smack (RFC 6120) on a Vert.x socket, with stream management (XEP-0198). It has no thread: all of it runs on one
 * event loop, and {@link #open} connects and logs in there without blocking. One object serves all attempts, for it keeps what a
 * resumption needs; here is its life, from one line to the next.
 *
 * <p>On the event loop: {@link #open}, {@link #close}, {@link #abort}. On any thread: what Smack's own classes use, such as
 * {@code sendStanza}. Who waits for an answer ({@code sendIqRequestAndWaitForResponse}) must not do so on the event loop.
 */
public final class LoopConnection extends ThreadlessConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LoopConnection.class);

    /** Told in order, on the event loop; it must not block. */
    public interface Listener {
        /** @return whether Smack's own listeners and collectors are to be told as well, which takes another thread */
        boolean received(Stanza stanza);

        /** The server has taken responsibility for the stanza. */
        void acknowledged(Stanza stanza);

        /** A stanza of a stream that could not be resumed: the server may have it or not. Told before {@link #open} ends. */
        void dropped(Stanza stanza);

        /** The stream is gone, and nobody here has ended it. */
        void lost(Exception why);
    }

    private final Transport transport;
    private final Context context;
    private final boolean managed;
    private final Listener listener;
    private final Acknowledgements sm;
    private final Outbound outbound;
    private Thread loop;
    private Object attempt;
    private Line line;
    private Promise<Void> closing;
    private Timers.Timer closingDeadline;
    private boolean ended;

    LoopConnection(Transport transport, Context context, boolean managed, Listener listener) {
        super(transport.configuration(), transport::execute);
        this.transport = transport;
        this.context = context;
        this.managed = managed;
        this.listener = listener;
        this.sm = new Acknowledgements(transport.settings().mostWaiting(), transport.settings().mostWaitingText());
        this.outbound = new Outbound(this, sm, listener);
        setReplyTimeout(transport.settings().replyTimeout().toMillis());
    }

    // ---- it opens --------------------------------------------------------------------------------------------------------------

    /**
     * Connects, authenticates, and resumes the stream before or binds the resource. Never blocks; whatever was open before is cut.
     *
     * @return whether the stream before was resumed, so that the server still has all of its state; or what Smack's own connection would
     *         throw
     */
    public Future<Boolean> open(Login login) {
        cut(new IOException("another attempt has begun"));
        loop = Thread.currentThread();
        Object mine = new Object();
        attempt = mine;
        callConnectionConnectingListener();
        return transport.connect().compose(socket -> {
            if (attempt != mine || ended) {
                socket.close();
                return Future.failedFuture(new NotConnectedException("closed while it connected"));
            }
            begin(socket);
            return new Negotiation(this, line, transport, sm, outbound, managed, login).run();
        }).compose(resumed -> Negotiation.attempt(() -> {
            afterSuccessfulLogin(resumed);
            return resumed;
        })).onFailure(failure -> {
            if (attempt == mine) {
                cut(failure);
            }
        });
    }

    private void begin(NetSocket socket) {
        LineSettings settings = transport.settings();
        host = settings.host();
        Inbound inbound = new Inbound(this, sm, settings.deepest());
        line = new Line(this, transport, new Wire(socket, context, settings.longestElement(), settings.mostUnsent(), inbound), inbound);
        connected = true;
        callConnectionConnectedListener();
    }

    // ---- it is used ------------------------------------------------------------------------------------------------------------

    /** Whether one more stanza may be sent: the server reads and acknowledges. */
    public boolean hasRoom() {
        return outbound.hasRoom(line);
    }

    /** Whether the server acknowledges what is sent now. */
    public boolean isAcknowledging() {
        return sm.running();
    }

    @Override
    protected void sendStanzaInternal(Stanza stanza) throws NotConnectedException {
        if (Thread.currentThread() != loop) {
            onLoop(() -> {
                try {
                    sendStanzaInternal(stanza);
                } catch (NotConnectedException e) {
                    LOG.info("{}: a {} was not sent: {}", this, stanza.getElementName(), e.getMessage());
                }
            });
            return;
        }
        if (!isAuthenticated() || closing != null) {
            throw new NotConnectedException("the stream is not open");
        }
        outbound.send(stanza, line);
        firePacketSendingListeners(stanza);
    }

    @Override
    public void sendNonza(Nonza nonza) {
        CharSequence xml = nonza.toXML(outgoing());
        onLoop(() -> write(xml));
    }

    void write(CharSequence xml) {
        if (line != null) {
            line.write(xml);
        }
    }

    @Override
    boolean received(Stanza stanza) {
        return listener.received(stanza);
    }

    void acknowledged(long count) throws StreamFault {
        outbound.acknowledged(count);
    }

    @Override
    void stopReading() {
        line.pause();
    }

    @Override
    void readOn() {
        onLoop(() -> {
            if (line != null) {
                line.resume();
            }
        });
    }

    @Override
    public boolean isSecureConnection() {
        return line != null && line.isTls();
    }

    private void onLoop(Runnable task) {
        if (Thread.currentThread() == loop) {
            task.run();
        } else {
            context.runOnContext(turn -> task.run());
        }
    }

    // ---- it is lost ------------------------------------------------------------------------------------------------------------

    /** The server has ended its side. */
    void streamEnded() {
        if (closing == null) {
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
        sm.unresumable();
        write(Wire.END);
    }

    void broken(IOException why) {
        if (why instanceof StreamFault) {
            sm.unresumable(); // the server would send the same once more
        }
        lost(why);
    }

    private void lost(Exception why) {
        if (closing != null) {
            finish();
            return;
        }
        boolean wasOpen = isAuthenticated();
        if (isAwaited()) {
            notifyConnectionError(why); // the only way to wake whoever waits for an answer; it cuts, and starts a thread
        } else {
            cut(why);
            if (wasOpen) {
                tellListeners(one -> one.connectionClosedOnError(why));
            }
        }
        if (wasOpen) {
            listener.lost(why);
        }
    }

    /** Forgets the line, not the stream: what a resumption needs is kept. */
    private void cut(Throwable why) {
        attempt = null;
        Line old = line;
        line = null;
        connected = false;
        authenticated = false;
        sm.suspend();
        initState();
        if (old != null) {
            old.cut(why);
        }
    }

    // ---- it ends ---------------------------------------------------------------------------------------------------------------

    /** Ends the stream with unavailable presence, and waits for the server to end its side too. */
    public Future<Void> close() {
        ended = true;
        if (closing != null) {
            return closing.future();
        }
        if (!isAuthenticated()) {
            return abort();
        }
        sendUnavailable();
        return endStream();
    }

    private void sendUnavailable() {
        try {
            sendStanza(getStanzaFactory().buildPresenceStanza().ofType(Presence.Type.unavailable).build());
        } catch (NotConnectedException | InterruptedException e) {
            LOG.debug("{} does not say that it leaves", this, e);
        }
    }

    private Future<Void> endStream() {
        closing = Promise.promise();
        write(Wire.END);
        closingDeadline = transport.timers().after(transport.settings().replyTimeout(), this::finish);
        return closing.future();
    }

    private void finish() {
        closingDeadline.cancel();
        cut(new IOException("closed"));
        sm.giveUp();
        tellListeners(ConnectionListener::connectionClosed);
        closing.tryComplete();
    }

    /** Ends it without a word to the server. */
    public Future<Void> abort() {
        ended = true;
        cut(new IOException("aborted"));
        return Future.succeededFuture();
    }

    /** As {@link #close}, for those of Smack's classes that know only {@code disconnect}; it does not wait for the server. */
    @Override
    protected void shutdown() {
        onLoop(() -> {
            ended = true;
            if (line != null && closing == null) {
                endStream();
            }
        });
    }

    @Override
    public void instantShutdown() {
        onLoop(() -> cut(new IOException("shut down")));
    }
}
