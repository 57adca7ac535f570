package io.parley.xmpp;

import io.parley.xmpp.transport.Refusals;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.iqrequest.IQRequestHandler;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverInfoBuilder;
import org.jivesoftware.smackx.ping.packet.Ping;

/** Tells who asks what this is and what it understands (XEP-0030, section 3): a client in the web, without nodes. */
final class DiscoveryAnswers extends AbstractIqRequestHandler {
    DiscoveryAnswers() {
        super(DiscoverInfo.ELEMENT, DiscoverInfo.NAMESPACE, IQ.Type.get, IQRequestHandler.Mode.sync);
    }

    @Override
    public IQ handleIQRequest(IQ question) {
        DiscoverInfo asked = (DiscoverInfo) question;
        if (asked.getNode() != null) {
            return Refusals.of(question, StanzaError.Condition.item_not_found);
        }
        return DiscoverInfoBuilder.buildResponseFor(asked, IQ.ResponseType.result)
                .addIdentity(new DiscoverInfo.Identity("client", "Parley", "web"))
                .addFeature(DiscoverInfo.NAMESPACE)
                .addFeature(Ping.NAMESPACE)
                .build();
    }
}
