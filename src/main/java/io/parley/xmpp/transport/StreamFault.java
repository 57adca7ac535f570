package io.parley.xmpp.transport;

import java.io.IOException;
import org.jivesoftware.smack.packet.StreamError;

/** What a server sent that no stream may carry; the stream ends with the condition (RFC 6120, section 4.9.3). */
final class StreamFault extends IOException {
    private final StreamError.Condition condition;

    StreamFault(StreamError.Condition condition, String text) {
        super(text);
        this.condition = condition;
    }

    StreamError.Condition condition() {
        return condition;
    }

    /** The error as it is told to the server. */
    String toXml() {
        return "<stream:error><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>";
    }
}
