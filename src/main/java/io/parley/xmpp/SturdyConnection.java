package io.parley.xmpp;

import io.parley.xmpp.transport.Refusals;
import java.io.IOException;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smack.util.ParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Smack's connection, but that no stranger's stanza ends its stream: neither by what it makes of it nor by how it refuses it. */
final class SturdyConnection extends XMPPTCPConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SturdyConnection.class);

    SturdyConnection(XMPPTCPConnectionConfiguration configuration) {
        super(configuration);
    }

    /** Smack leaves out a stanza whose parser says that it cannot be read, but ends the stream for one that its parser breaks on. */
    @Override
    protected void parseAndProcessStanza(XmlPullParser parser) throws XmlPullParserException, IOException, InterruptedException {
        int depth = parser.getDepth();
        try {
            super.parseAndProcessStanza(parser);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("{}: a stanza that {} was thrown at was left out", this, e.getClass().getSimpleName());
            LOG.debug("where it was thrown", e); // not above: a stranger could fill the log with it
            ParserUtils.forwardToEndTagOfDepth(parser, depth);
        }
    }

    @Override
    protected void sendStanzaInternal(Stanza stanza) throws NotConnectedException, InterruptedException {
        super.sendStanzaInternal(stanza instanceof ErrorIQ refusal ? Refusals.plain(refusal) : stanza);
    }
}
