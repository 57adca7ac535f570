package io.parley.xmpp;

import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.iqrequest.IQRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.roster.packet.RosterPacket;

/**
 * Answers roster pushes (RFC 6121, section 2.1.6). The roster is read from the server whenever somebody asks for it, so a push changes
 * nothing here; unanswered, the server would be told that the client is broken.
 */
final class RosterPushes extends AbstractIqRequestHandler {
    RosterPushes() {
        super(RosterPacket.ELEMENT, RosterPacket.NAMESPACE, IQ.Type.set, IQRequestHandler.Mode.sync);
    }

    @Override
    public IQ handleIQRequest(IQ push) {
        return IQ.createResultIQ(push);
    }
}
