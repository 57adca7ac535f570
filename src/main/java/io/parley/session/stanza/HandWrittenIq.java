package io.parley.session.stanza;

import org.jivesoftware.smack.packet.IQ;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/** An IQ whose child a client has written; Smack would turn what it does not know into nothing. */
final class HandWrittenIq extends IQ {
    private final NamedNodeMap attributes;
    private final String content;

    HandWrittenIq(Element child, String content) {
        super(child.getLocalName(), child.getNamespaceURI());
        this.attributes = child.getAttributes();
        this.content = content;
    }

    @Override
    protected IQChildElementXmlStringBuilder getIQChildElementBuilder(IQChildElementXmlStringBuilder xml) {
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (!attribute.getName().equals("xmlns")) {
                xml.attribute(attribute.getName(), attribute.getValue());
            }
        }
        if (content.isEmpty()) {
            xml.setEmptyElement();
        } else {
            xml.rightAngleBracket();
            xml.append(content);
        }
        return xml;
    }
}
