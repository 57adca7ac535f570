package io.parley.xmpp;

import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.iqrequest.IQRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.ping.packet.Ping;

/** Answers pings (XEP-0199): servers end the streams of those who do not. */
final class PingAnswers extends AbstractIqRequestHandler {
    PingAnswers() {
        super(Ping.ELEMENT, Ping.NAMESPACE, IQ.Type.get, IQRequestHandler.Mode.sync);
    }

    @Override
    public IQ handleIQRequest(IQ ping) {
        return IQ.createResultIQ(ping);
    }
}
