package io.parley.xmpp.transport;

import io.parley.time.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLSession;
import javax.xml.namespace.QName;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.StanzaCollector;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.iqrequest.IQRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Nonza;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StreamError;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.parts.Resourcepart;
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
public final class LoopConnection extends AbstractXMPPConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LoopConnection.class);
    private static final String END = "</stream:stream>";

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

    // Smack's constructor calls overridden methods before the fields of this class exist: those that they use are made when first used,
    // and have no initial value that would take the place of what is there by then
    private IqRequests requests;
    private volatile int collectors;

    private final Transport transport;
    private final Context context;
    private final boolean managed;
    private final Listener listener;
    private final Acknowledgements sm;
    private final OrderedTasks aside;
    private final OrderedTasks events;
    private Thread loop;
    private Object attempt;
    private Wire wire;
    private Inbound inbound;
    private Promise<Void> closing;
    private Timers.Timer closingDeadline;
    private boolean ended;

    LoopConnection(Transport transport, Context context, boolean managed, Listener listener) {
        super(transport.configuration());
        this.transport = transport;
        this.context = context;
        this.managed = managed;
        this.listener = listener;
        this.sm = new Acknowledgements(transport.settings().mostWaiting(), transport.settings().mostWaitingText());
        this.aside = new OrderedTasks(transport::execute);
        this.events = new OrderedTasks(transport::executeWaiting);
        setReplyTimeout(transport.settings().replyTimeout().toMillis());
    }

    // ---- its life ------------------------------------------------------------------------------------------------------------

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
            return new Negotiation(this, transport, sm, managed, login).run();
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
        inbound = new Inbound(this, sm, settings.deepest());
        wire = new Wire(socket, context, settings.longestElement(), settings.mostUnsent(), inbound);
        connected = true;
        callConnectionConnectedListener();
    }

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
        wire.write(END);
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

    /** Forgets the line, not the stream: what a resumption needs is kept. */
    private void cut(Throwable why) {
        attempt = null;
        Wire old = wire;
        wire = null;
        connected = false;
        authenticated = false;
        sm.suspend();
        initState();
        if (old != null) {
            old.cut();
        }
        if (inbound != null) {
            inbound.giveUp(why);
        }
    }

    private void lost(Exception why) {
        if (closing != null) {
            finish();
            return;
        }
        boolean wasOpen = isAuthenticated();
        if (collectors > 0) {
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

    /** Some of Smack's managers wait for the server here: neither on the event loop, nor before what brings them its answers. */
    private void tellListeners(Consumer<ConnectionListener> event) {
        connectionListeners.forEach(one -> events.run(() -> event.accept(one)));
    }

    @Override
    protected void callConnectionConnectingListener() {
        tellListeners(one -> one.connecting(this));
    }

    @Override
    protected void callConnectionConnectedListener() {
        tellListeners(one -> one.connected(this));
    }

    @Override
    protected void callConnectionAuthenticatedListener(boolean resumed) {
        tellListeners(one -> one.authenticated(this, resumed));
    }

    // ---- what its negotiation needs --------------------------------------------------------------------------------------------

    /** The next element of that kind; fails with Smack's exception when it does not come in time. */
    Future<Heard> next(String what, Predicate<Heard> awaited) {
        return wire == null ? Future.failedFuture(new NotConnectedException("the connection was lost while it was negotiated"))
                : inbound.next(awaited, transport.timers(), transport.settings().replyTimeout(),
                        () -> SmackException.NoResponseException.newWith(this, what));
    }

    void write(CharSequence xml) {
        if (wire != null) {
            wire.write(xml);
        }
    }

    /** Whether so much waits for the server to read that nothing should be added. */
    boolean isFull() {
        return wire != null && wire.isFull();
    }

    void openStream() throws NotConnectedException, InterruptedException {
        sendStreamOpen();
    }

    void readFeatures(Heard features) throws XmlPullParserException, IOException, SmackParsingException {
        parseFeatures(features.parser());
    }

    /** The next stream begins on the same line. */
    Wire restarted() {
        wire.restart();
        return wire;
    }

    SSLSession tlsSession() {
        return wire == null ? null : wire.tlsSession();
    }

    XmlEnvironment outgoing() {
        return outgoingStreamXmlEnvironment;
    }

    void bound(EntityFullJid jid) {
        user = jid;
    }

    void acknowledged(long count) throws StreamFault {
        for (Stanza stanza : sm.acknowledged(count)) {
            try {
                listener.acknowledged(stanza);
            } catch (RuntimeException e) {
                LOG.error("{}: the acknowledgement of {} was not dealt with", this, stanza.getStanzaId(), e);
            }
        }
    }

    /** What the resumed stream lacks; nothing else can come before it, for nobody may send yet. */
    void sendAgain() {
        List<Stanza> all = sm.resumed();
        all.forEach(stanza -> wire.write(xml(stanza)));
        if (!all.isEmpty()) {
            wire.write("<r xmlns='" + Acknowledgements.NAMESPACE + "'/>");
        }
    }

    void handBack() {
        sm.giveUp().forEach(listener::dropped);
    }

    // ---- what arrives --------------------------------------------------------------------------------------------------------

    void streamOpened(XmlPullParser startTag) {
        onStreamOpen(startTag);
    }

    void stanza(XmlPullParser parser) throws XmlPullParserException, IOException, InterruptedException {
        parseAndProcessStanza(parser);
    }

    void nonza(XmlPullParser parser) throws XmlPullParserException, IOException, SmackParsingException {
        parseAndProcessNonza(parser);
    }

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
        write(END);
    }

    void broken(IOException why) {
        if (why instanceof StreamFault) {
            sm.unresumable(); // the server would send the same once more
        }
        lost(why);
    }

    @Override
    protected void invokeStanzaCollectorsAndNotifyRecvListeners(Stanza stanza) {
        if (stanza instanceof IQ iq && iq.isRequestIQ()) {
            requests().answer(iq, aside::run, transport::executeWaiting, this::reply);
            return;
        }
        boolean tellSmack;
        try {
            tellSmack = listener.received(stanza);
        } catch (RuntimeException e) {
            // one stanza that nobody here can cope with must not end the stream
            LOG.error("{}: a {} was not dealt with", this, stanza.getElementName(), e);
            return;
        }
        if (tellSmack && aside.tell(() -> super.invokeStanzaCollectorsAndNotifyRecvListeners(stanza), () -> onLoop(this::readOn))) {
            wire.pause();
        }
    }

    private void readOn() {
        if (wire != null) {
            wire.resume();
        }
    }

    @Override
    protected void asyncGoLimited(Runnable task) {
        transport.executeWaiting(task);
    }

    private void reply(IQ answer) {
        try {
            sendStanza(answer);
        } catch (NotConnectedException | InterruptedException e) {
            LOG.debug("{}: a question stays without an answer", this, e);
        }
    }

    // ---- what is sent ----------------------------------------------------------------------------------------------------------

    /** Whether one more stanza may be sent: the server reads and acknowledges. */
    public boolean hasRoom() {
        return wire != null && !wire.isFull() && sm.hasRoom();
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
        if (!hasRoom()) {
            throw new NotConnectedException("the server does not keep up");
        }
        CharSequence xml = xml(stanza);
        wire.write(xml);
        if (sm.sent(stanza, xml.length())) {
            wire.write("<r xmlns='" + Acknowledgements.NAMESPACE + "'/>");
        }
        firePacketSendingListeners(stanza);
    }

    /** Smack leaves {@code >} in texts as it is, and {@code ]]>} there is not well-formed (XML 1.0, section 2.4). */
    private CharSequence xml(Stanza stanza) {
        return stanza.toXML(outgoingStreamXmlEnvironment).toString().replace("]]>", "]]&gt;");
    }

    @Override
    public void sendNonza(Nonza nonza) {
        CharSequence xml = nonza.toXML(outgoingStreamXmlEnvironment);
        onLoop(() -> write(xml));
    }

    private void onLoop(Runnable task) {
        if (Thread.currentThread() == loop) {
            task.run();
        } else {
            context.runOnContext(turn -> task.run());
        }
    }

    // ---- Smack's other questions -----------------------------------------------------------------------------------------------

    private synchronized IqRequests requests() {
        if (requests == null) {
            requests = new IqRequests();
        }
        return requests;
    }

    @Override
    public IQRequestHandler registerIQRequestHandler(IQRequestHandler handler) {
        return requests().register(handler);
    }

    @Override
    public IQRequestHandler unregisterIQRequestHandler(String element, String namespace, IQ.Type type) {
        return requests().unregister(new QName(namespace, element), type);
    }

    @Override
    public void setUnknownIqRequestReplyMode(SmackConfiguration.UnknownIqRequestReplyMode mode) {
        requests().unknown(mode);
    }

    @Override
    public synchronized StanzaCollector createStanzaCollector(StanzaCollector.Configuration configuration) {
        collectors++;
        return super.createStanzaCollector(configuration);
    }

    @Override
    public synchronized void removeStanzaCollector(StanzaCollector collector) {
        collectors--;
        super.removeStanzaCollector(collector);
    }

    @Override
    public boolean isSecureConnection() {
        return wire != null && wire.isTls();
    }

    @Override
    public boolean isUsingCompression() {
        return false;
    }

    /** As {@link #close}, for those of Smack's classes that know only {@code disconnect}; it does not wait for the server. */
    @Override
    protected void shutdown() {
        onLoop(() -> {
            ended = true;
            if (wire != null && closing == null) {
                endStream();
            }
        });
    }

    @Override
    public void instantShutdown() {
        onLoop(() -> cut(new IOException("shut down")));
    }

    @Override
    protected void connectInternal() {
        throw new UnsupportedOperationException("connect() waits; this connection is opened by open(), which does not");
    }

    @Override
    protected void loginInternal(String username, String password, Resourcepart resource) {
        throw new UnsupportedOperationException("login() waits; this connection is opened by open(), which does not");
    }
}
