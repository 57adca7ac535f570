package io.parley.xmpp.transport;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.xml.namespace.QName;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.ConnectionConfiguration;
import org.jivesoftware.smack.ConnectionListener;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.StanzaCollector;
import org.jivesoftware.smack.iqrequest.IQRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.parts.Resourcepart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Smack asks of any connection, done without a thread of the connection's own: Smack's listeners, managers and handlers run on pools
 * that all connections share, each connection's in order, and whoever only sends and hears never waits for them.
 */
abstract class ThreadlessConnection extends AbstractXMPPConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadlessConnection.class);

    // Smack's constructor calls overridden methods before the fields of this class exist: those that they use are made when first used,
    // and have no initial value that would take the place of what is there by then
    private IqRequests requests;
    private volatile int collectors;

    private final Executor waiting;
    private final OrderedTasks aside;
    private final OrderedTasks events;

    /**
     * @param pool    runs what does not wait for the server
     * @param waiting runs what may
     */
    ThreadlessConnection(ConnectionConfiguration configuration, Executor pool, Executor waiting) {
        super(configuration);
        this.waiting = waiting;
        this.aside = new OrderedTasks(pool);
        this.events = new OrderedTasks(waiting);
    }

    /** @return whether Smack's own listeners and collectors are to be told as well */
    abstract boolean received(Stanza stanza);

    /** Nothing more is read until {@link #readOn}: Smack's listeners do not keep up. */
    abstract void stopReading();

    /** Called on any thread. */
    abstract void readOn();

    // ---- where its line stands -------------------------------------------------------------------------------------------------

    void lineBegun(String where) {
        host = where;
        connected = true;
        callConnectionConnectedListener();
    }

    void loggedIn(boolean resumed) throws NotConnectedException, InterruptedException {
        afterSuccessfulLogin(resumed);
    }

    void lineGone() {
        connected = false;
        authenticated = false;
        initState();
    }

    /** Smack's only way to tell whoever waits for an answer that none will come; it starts a thread, and ends the line. */
    void wakeWhoWaits(Exception why) {
        notifyConnectionError(why);
    }

    // ---- what arrives, for Smack's parsers -------------------------------------------------------------------------------------

    void openStream() throws NotConnectedException, InterruptedException {
        sendStreamOpen();
    }

    void streamOpened(XmlPullParser startTag) {
        onStreamOpen(startTag);
    }

    void readFeatures(Heard features) throws XmlPullParserException, IOException, SmackParsingException {
        parseFeatures(features.parser());
    }

    void bound(EntityFullJid jid) {
        user = jid;
    }

    void stanza(XmlPullParser parser) throws XmlPullParserException, IOException, InterruptedException {
        parseAndProcessStanza(parser);
    }

    void nonza(XmlPullParser parser) throws XmlPullParserException, IOException, SmackParsingException {
        parseAndProcessNonza(parser);
    }

    XmlEnvironment outgoing() {
        return outgoingStreamXmlEnvironment;
    }

    // ---- who is told of stanzas ------------------------------------------------------------------------------------------------

    @Override
    protected void invokeStanzaCollectorsAndNotifyRecvListeners(Stanza stanza) {
        if (stanza instanceof IQ iq && iq.isRequestIQ()) {
            requests().answer(iq, this::tellInOrder, waiting, this::reply);
            return;
        }
        boolean tellSmack;
        try {
            tellSmack = received(stanza);
        } catch (RuntimeException e) {
            // one stanza that nobody here can cope with must not end the stream
            LOG.error("{}: a {} was not dealt with", this, stanza.getElementName(), e);
            return;
        }
        if (tellSmack) {
            tellInOrder(() -> super.invokeStanzaCollectorsAndNotifyRecvListeners(stanza));
        }
    }

    /** What was read, questions too: whoever asks faster than is answered is not read any more. */
    private void tellInOrder(Runnable task) {
        if (aside.tell(task, this::readOn)) {
            stopReading();
        }
    }

    @Override
    protected void asyncGoLimited(Runnable task) {
        waiting.execute(task);
    }

    private void reply(IQ answer) {
        try {
            sendStanza(answer);
        } catch (NotConnectedException | InterruptedException e) {
            LOG.debug("{}: a question stays without an answer", this, e);
        }
    }

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

    /** Whether somebody of Smack's waits for a stanza, on a thread that has to be woken when none will come. */
    boolean isAwaited() {
        return collectors > 0;
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

    // ---- who is told of the connection -----------------------------------------------------------------------------------------

    /** Some of Smack's managers wait for the server here: neither on the event loop, nor before what brings them its answers. */
    void tellListeners(Consumer<ConnectionListener> event) {
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

    // ---- what would wait -------------------------------------------------------------------------------------------------------

    @Override
    protected void connectInternal() {
        throw new UnsupportedOperationException("connect() waits; this connection is opened by open(), which does not");
    }

    @Override
    protected void loginInternal(String username, String password, Resourcepart resource) {
        throw new UnsupportedOperationException("login() waits; this connection is opened by open(), which does not");
    }

    @Override
    public boolean isUsingCompression() {
        return false;
    }
}
