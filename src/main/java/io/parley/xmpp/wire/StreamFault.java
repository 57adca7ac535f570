package io.parley.xmpp.wire;

import java.io.IOException;
import org.jivesoftware.smack.packet.StreamError;

/** What a server sent that no stream may carry; the stream ends with the condition (RFC 6120, section 4.9.3). */
public final class StreamFault extends IOException {
    private static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-streams";

    private final StreamError.Condition condition;
    private final String detail;

    /** @param text says more, in words of this program; it is told to the server */
    public StreamFault(StreamError.Condition condition, String text) {
        this(condition, text, "");
    }

    /** @param detail the condition of an extension (RFC 6120, section 4.9.4), as XML */
    public StreamFault(StreamError.Condition condition, String text, String detail) {
        super(text);
        this.condition = condition;
        this.detail = detail;
    }

    public StreamError.Condition condition() {
        return condition;
    }

    /** The error as it is told to the server. */
    public String toXml() {
        return "<stream:error><" + condition + " xmlns='" + NAMESPACE + "'/><text xmlns='" + NAMESPACE + "' xml:lang='en'>"
                + getMessage() + "</text>" + detail + "</stream:error>";
    }
}
