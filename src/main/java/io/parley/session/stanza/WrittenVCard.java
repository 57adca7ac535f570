package io.parley.session.stanza;

import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;

/** A vCard as it came, beside what Smack has read of it; when the card is sent again nothing is written of it. */
final class WrittenVCard implements ExtensionElement {
    static final String ELEMENT = "written";
    static final String NAMESPACE = "parley:vcard";

    private final StandardExtensionElement whole;

    WrittenVCard(StandardExtensionElement whole) {
        this.whole = whole;
    }

    boolean isEmpty() {
        return whole.getElements().isEmpty();
    }

    String xml() {
        return whole.toXML().toString();
    }

    @Override
    public String getElementName() {
        return ELEMENT;
    }

    @Override
    public String getNamespace() {
        return NAMESPACE;
    }

    @Override
    public CharSequence toXML(XmlEnvironment enclosing) {
        return "";
    }
}
