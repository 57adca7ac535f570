package io.parley.fastpath.component;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one stanza, cut out of its stream, and the stream's own start tag. */
final class ElementReader {
    /** Deeper is nothing that anybody means; each level costs, here and wherever such an element is walked. */
    private static final int DEEPEST = 64;
    /** What a stanza inherits from the stream around it. */
    private static final String BEFORE = "<stream xmlns='" + Namespaces.STANZA + "' xmlns:stream='" + Namespaces.STREAM + "'>";
    private static final String AFTER = "</stream>";

    private static final class Open {
        final String name;
        final String namespace;
        final Map<String, String> attributes = new HashMap<>();
        final StringBuilder text = new StringBuilder();
        final List<Element> children = new ArrayList<>();

        Open(XMLStreamReader in) {
            name = in.getLocalName();
            namespace = namespace(in.getNamespaceURI());
            for (int i = 0; i < in.getAttributeCount(); i++) {
                String of = in.getAttributeNamespace(i);
                if (of == null || of.isEmpty()) {
                    attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
                }
            }
        }

        private static String namespace(String written) {
            return written == null ? "" : "jabber:client".equals(written) ? Namespaces.STANZA : written;
        }

        Element closed() {
            return new Element(name, namespace, Map.copyOf(attributes), text.toString(), List.copyOf(children));
        }
    }

    private final XMLInputFactory factory = XMLInputFactory.newFactory();

    ElementReader() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    /** @throws XMLStreamException when it is not one well-formed element, or nested too deeply */
    Element read(String stanza) throws XMLStreamException {
        XMLStreamReader in = factory.createXMLStreamReader(new StringReader(BEFORE + stanza + AFTER));
        Deque<Open> open = new ArrayDeque<>();
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() >= DEEPEST) {
                        throw new XMLStreamException("nested too deeply");
                    }
                    open.push(new Open(in));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element closed = open.pop().closed();
                    if (open.isEmpty()) {
                        return only(closed);
                    }
                    open.peek().children.add(closed);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> open.peek().text.append(in.getText());
                default -> { } // whitespace, and what XMPP does not have
            }
        }
        throw new XMLStreamException("no element");
    }

    /**
     * An attribute of a start tag that stands alone, as that of a stream does.
     *
     * @return empty when it has none of that name
     * @throws XMLStreamException when it is no start tag
     */
    String attribute(String startTag, String name) throws XMLStreamException {
        XMLStreamReader in = factory.createXMLStreamReader(new StringReader(startTag));
        in.nextTag();
        String value = in.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static Element only(Element around) throws XMLStreamException {
        if (around.children().size() != 1) {
            throw new XMLStreamException("not one element but " + around.children().size());
        }
        return around.children().get(0);
    }
}
