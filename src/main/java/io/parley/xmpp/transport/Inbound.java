package io.parley.xmpp.transport;

import io.parley.time.Timers;
import io.parley.xmpp.wire.StreamFault;
import io.parley.xmpp.wire.Wire;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jivesoftware.smack.packet.StreamError.Condition;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server sends on one line, and whose business it is: the negotiation's, stream management's, or the connection's. */
final class Inbound implements Wire.User {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final String STREAMS = "http://etherx.jabber.org/streams";

    private final LoopConnection connection;
    private final Acknowledgements sm;
    private final int deepest;
    private String header;
    private Expectation expectation;
    private boolean trusted;

    Inbound(LoopConnection connection, Acknowledgements sm, int deepest) {
        this.connection = connection;
        this.sm = sm;
        this.deepest = deepest;
    }

    /** The next element that is awaited; fails when it does not come in time. */
    Future<Heard> next(Predicate<Heard> awaited, Timers timers, Duration patience, Supplier<Exception> tooLate) {
        Expectation[] mine = new Expectation[1];
        mine[0] = new Expectation(awaited, timers.after(patience, () -> mine[0].fail(tooLate.get())));
        expectation = mine[0];
        return expectation.future();
    }

    /** The server has let the user in: from here on it speaks for the stream, and not before. */
    void trust() {
        trusted = true;
    }

    boolean isTrusted() {
        return trusted;
    }

    /** The line is gone; whoever waits for an element is told why. */
    void giveUp(Throwable why) {
        Expectation open = expectation;
        expectation = null;
        if (open != null) {
            open.fail(why);
        }
    }

    @Override
    public void opened(String startTag) throws StreamFault {
        header = startTag;
        try {
            XmlPullParser parser = PacketParserUtils.getParserFor(startTag);
            if (!parser.getNamespace().equals(STREAMS) || !"jabber:client".equals(parser.getNamespace(null))) {
                throw new StreamFault(Condition.invalid_namespace, "no stream for clients");
            }
            connection.streamOpened(parser);
        } catch (StreamFault fault) {
            throw fault;
        } catch (XmlPullParserException | IOException e) {
            throw new StreamFault(Condition.not_well_formed, "the stream's start tag");
        }
    }

    @Override
    public void element(String xml, int depth) throws StreamFault {
        try {
            SmWord word = SmWord.of(xml);
            if (word != null) {
                hear(word);
            } else if (depth > deepest) {
                // Smack's parsers call themselves for every level; whoever sent it, the stream carries everybody else's stanzas too
                LOG.warn("{}: a stanza of {} levels was left out", connection, depth);
                sm.handledOne();
            } else {
                hear(Heard.of(header, xml));
            }
        } catch (StreamFault fault) {
            throw fault;
        } catch (XmlPullParserException | IOException | SmackParsingException e) {
            LOG.info("{}: the server sent what cannot be read: {}", connection, e.getMessage());
            throw new StreamFault(Condition.not_well_formed, "an element that cannot be read");
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing waits on an event loop", e);
        } catch (RuntimeException | StackOverflowError e) {
            // what one parser or listener cannot cope with must not take the bytes behind it along
            LOG.warn("{}: an element that {} was thrown at was left out", connection, e.getClass().getSimpleName());
            LOG.debug("where it was thrown", e); // not above: a stranger could fill the log with it
        }
    }

    private void hear(SmWord word) throws StreamFault {
        requireTrusted();
        if (word.isRequest()) {
            answer();
        } else {
            connection.acknowledged(word.count());
        }
    }

    private void hear(Heard heard) throws XmlPullParserException, IOException, SmackParsingException, InterruptedException {
        if (heard.is("error", STREAMS)) {
            connection.streamFailed(PacketParserUtils.parseStreamError(heard.parser()));
        } else if (expectation != null && expectation.isFor(heard)) {
            Expectation met = expectation;
            expectation = null;
            met.met(heard);
        } else if (heard.isStanza()) {
            requireTrusted();
            try {
                connection.stanza(heard.parser());
            } finally {
                sm.handledOne();
            }
        } else if (heard.is("r", Acknowledgements.NAMESPACE)) {
            requireTrusted();
            answer();
        } else if (heard.is("a", Acknowledgements.NAMESPACE)) {
            requireTrusted();
            connection.acknowledged(heard.count());
        } else {
            connection.nonza(heard.parser());
        }
    }

    /** Whoever sits on the line before TLS could otherwise put words into others' mouths, and take messages for arrived that are not. */
    private void requireTrusted() throws StreamFault {
        if (!trusted) {
            throw new StreamFault(Condition.not_authorized, "a stanza before the login");
        }
    }

    /** Who asks on and on without reading gets no answer, for answers wait here; who reads again asks again. */
    private void answer() {
        if (!connection.isFull()) {
            connection.write(sm.answer());
        }
    }

    @Override
    public void closed() {
        connection.streamEnded();
    }

    @Override
    public void broken(IOException why) {
        connection.broken(why);
    }
}
