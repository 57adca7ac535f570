package io.parley.session.stanza;

import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.XmlEnvironment;

/** A message or a presence that goes out just as a client has written it. */
public final class HandWrittenStanza extends Stanza {
    private final String name;
    private final String xml;

    HandWrittenStanza(String name, String xml) {
        this.name = name;
        this.xml = xml;
    }

    @Override
    public String getElementName() {
        return name;
    }

    @Override
    public CharSequence toXML(XmlEnvironment enclosing) {
        return xml;
    }

    /** The stanza without its content. */
    @Override
    public String toString() {
        return name + " to " + getTo();
    }
}
