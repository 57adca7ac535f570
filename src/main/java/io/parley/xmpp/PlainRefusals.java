package io.parley.xmpp;

import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/**
 * Smack's connection, but that it refuses a question without repeating it. Smack 4.4.8 puts a question that it cannot parse into its
 * refusal as XML that is not well-formed, and the server ends the stream: whoever may send an IQ could put a user out with it.
 */
final class PlainRefusals extends XMPPTCPConnection {
    PlainRefusals(XMPPTCPConnectionConfiguration configuration) {
        super(configuration);
    }

    @Override
    protected void sendStanzaInternal(Stanza stanza) throws NotConnectedException, InterruptedException {
        super.sendStanzaInternal(stanza instanceof ErrorIQ refusal ? plain(refusal) : stanza);
    }

    private static ErrorIQ plain(ErrorIQ refusal) {
        ErrorIQ plain = ErrorIQ.builder(refusal.getError()).to(refusal.getTo()).build();
        plain.setStanzaId(refusal.getStanzaId());
        return plain;
    }
}
