package io.parley.xmpp.transport;

import io.parley.xmpp.wire.StreamFault;
import java.io.IOException;
import org.jivesoftware.smack.packet.StreamError.Condition;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** An element of the stream, with the parser at its start tag. */
record Heard(String name, String namespace, XmlPullParser parser) {

    /** @param header the stream's start tag, whose namespaces and language hold for the element */
    static Heard of(String header, String xml) throws XmlPullParserException, IOException {
        XmlPullParser parser = PacketParserUtils.getParserFor(header + xml);
        parser.next();
        return new Heard(parser.getName(), parser.getNamespace(), parser);
    }

    boolean is(String wantedName, String wantedNamespace) {
        return name.equals(wantedName) && namespace.equals(wantedNamespace);
    }

    boolean isStanza() {
        return namespace.equals("jabber:client") && (name.equals("message") || name.equals("presence") || name.equals("iq"));
    }

    /** Null where there is none. */
    String attribute(String attribute) {
        return parser.getAttributeValue("", attribute);
    }

    /** A count of stanzas (XEP-0198, section 4). */
    long count() throws StreamFault {
        try {
            return Integer.toUnsignedLong(Integer.parseUnsignedInt(String.valueOf(attribute("h"))));
        } catch (NumberFormatException e) {
            throw new StreamFault(Condition.bad_format, "no count");
        }
    }
}
