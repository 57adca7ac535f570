package io.parley.xmpp.transport;

import io.parley.xmpp.wire.StreamFault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.packet.Nonza;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StreamError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An XMPP connection for Smack (RFC 6120) on a Vert.x socket, with stream management (XEP-0198). It has no thread: all of it runs on one
 * event loop, and {@link #open} connects and logs in there without blocking. One object serves all attempts, for it keeps what a
 * resumption needs.
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

    private final Context context;
    private final Listener listener;
    private final Acknowledgements sm;
    private final Outbound outbound;
    private final Life life;
    private Thread loop;

    LoopConnection(Transport transport, Context context, boolean managed, Listener listener) {
        super(transport.configuration(), transport::execute, transport::executeWaiting);
        this.context = context;
        this.listener = listener;
        this.sm = new Acknowledgements(transport.settings().mostWaiting(), transport.settings().mostWaitingText());
        this.outbound = new Outbound(this, sm, listener);
        this.life = new Life(this, transport, context, managed, sm, outbound, listener);
        setReplyTimeout(transport.settings().replyTimeout().toMillis());
    }

    // ---- for whoever has it ----------------------------------------------------------------------------------------------------

    /**
     * Connects, authenticates, and resumes the stream before or binds the resource. Never blocks; whatever was open before is cut.
     *
     * @return whether the stream before was resumed, so that the server still has all of its state; or what Smack's own connection would
     *         throw
     */
    public Future<Boolean> open(Login login) {
        loop = Thread.currentThread();
        return life.open(login);
    }

    /** Ends the stream with unavailable presence, and waits for the server to end its side too. */
    public Future<Void> close() {
        return life.close();
    }

    /** As {@link #close}, without a presence. */
    public Future<Void> leave() {
        return life.leave();
    }

    /** Ends it without a word to the server. */
    public Future<Void> abort() {
        return life.abort();
    }

    /** Whether one more stanza may be sent: the server reads and acknowledges. */
    public boolean hasRoom() {
        return outbound.hasRoom(life.line());
    }

    /** Whether the server acknowledges what is sent now. */
    public boolean isAcknowledging() {
        return sm.running();
    }

    // ---- for Smack -------------------------------------------------------------------------------------------------------------

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
        if (!isAuthenticated() || life.isClosing()) {
            throw new NotConnectedException("the stream is not open");
        }
        outbound.send(stanza, life.line());
        firePacketSendingListeners(stanza);
    }

    @Override
    public void sendNonza(Nonza nonza) {
        CharSequence xml = nonza.toXML(outgoing());
        onLoop(() -> write(xml));
    }

    @Override
    public boolean isSecureConnection() {
        Line line = life.line();
        return line != null && line.isTls();
    }

    /** As {@link #close}, for those of Smack's classes that know only {@code disconnect}; it does not wait for the server. */
    @Override
    protected void shutdown() {
        onLoop(life::leave);
    }

    @Override
    public void instantShutdown() {
        onLoop(() -> life.cut(new IOException("shut down")));
    }

    private void onLoop(Runnable task) {
        if (Thread.currentThread() == loop) {
            task.run();
        } else {
            context.runOnContext(turn -> task.run());
        }
    }

    // ---- for what hears the server ---------------------------------------------------------------------------------------------

    @Override
    boolean received(Stanza stanza) {
        return listener.received(stanza);
    }

    @Override
    void stopReading() {
        if (life.line() != null) { // whoever was told may have ended it
            life.line().pause();
        }
    }

    @Override
    void readOn() {
        onLoop(() -> {
            if (life.line() != null) {
                life.line().resume();
            }
        });
    }

    void write(CharSequence xml) {
        if (life.line() != null) {
            life.line().write(xml);
        }
    }

    /** Whether so much waits for the server to read that nothing should be added. */
    boolean isFull() {
        return life.line() != null && life.line().isFull();
    }

    void acknowledged(long count) throws StreamFault {
        outbound.acknowledged(count);
    }

    void streamEnded() {
        life.streamEnded();
    }

    void streamFailed(StreamError error) {
        life.streamFailed(error);
    }

    void broken(IOException why) {
        life.broken(why);
    }

    void sendUnavailable() {
        try {
            sendStanza(getStanzaFactory().buildPresenceStanza().ofType(Presence.Type.unavailable).build());
        } catch (NotConnectedException | InterruptedException e) {
            LOG.debug("{} does not say that it leaves", this, e);
        }
    }
}
