package io.parley.xmpp;

import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.XmlEnvironment;

/**
 * A stanza as XML wants it. Smack leaves {@code >} in texts as it is, and {@code ]]>} there is not well-formed (XML 1.0, section 2.4): the
 * server would end the stream of whoever writes it.
 */
final class WellFormedStanza extends Stanza {
    private static final String FORBIDDEN = "]]>";

    private final Stanza stanza;

    private WellFormedStanza(Stanza stanza) {
        this.stanza = stanza;
        setStanzaId(stanza.getStanzaId());
        setTo(stanza.getTo());
        setFrom(stanza.getFrom());
    }

    /** The stanza itself, unless it has such a text. */
    static Stanza of(Stanza stanza) {
        return stanza.toXML(XmlEnvironment.EMPTY).toString().contains(FORBIDDEN) ? new WellFormedStanza(stanza) : stanza;
    }

    @Override
    public String getElementName() {
        return stanza.getElementName();
    }

    @Override
    public CharSequence toXML(XmlEnvironment enclosing) {
        return stanza.toXML(enclosing).toString().replace(FORBIDDEN, "]]&gt;");
    }

    @Override
    public String toString() {
        return stanza.toString();
    }
}
