package io.parley.session.stanza;

import io.parley.bus.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StreamOpen;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.jivesoftware.smack.util.StringUtils;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSSerializer;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads one stanza that a client has written. It goes out over the user's own stream, where anything but one well-formed stanza
 * would end the session (RFC 6120, section 4.9.3), so nothing else gets through.
 */
final class StanzaReader {
    private static final Set<String> STANZAS = Set.of("message", "presence", "iq");
    /** What would change the stream itself, not use it. */
    private static final Set<String> STREAM_BUSINESS = Set.of("urn:ietf:params:xml:ns:xmpp-bind", "urn:ietf:params:xml:ns:xmpp-session",
            "urn:ietf:params:xml:ns:xmpp-sasl", "urn:ietf:params:xml:ns:xmpp-tls", "jabber:iq:auth");

    private static final String ELEMENT_DEPTH = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";
    private static final String DEEPEST = "200";

    private StanzaReader() {
    }

    /**
     * The stanza, ready to be sent.
     *
     * @param self the only sender that it may name
     * @throws io.parley.bus.ProblemException 400 {@code malformed-xml}, {@code not-a-stanza} or {@code forged-from}
     */
    static Stanza read(String xml, EntityFullJid self) {
        Element root = parse(xml).getDocumentElement();
        settle(root);
        if (!STANZAS.contains(root.getLocalName()) || !StreamOpen.CLIENT_NAMESPACE.equals(root.getNamespaceURI())) {
            throw notAStanza("One message, presence or iq of the namespace jabber:client is needed.");
        }
        requireOwnSender(root, self);
        Stanza stanza = "iq".equals(root.getLocalName()) ? iq(root) : new HandWrittenStanza(root.getLocalName(), write(root));
        String id = attribute(root, "id");
        stanza.setStanzaId("".equals(id) ? null : id);
        stanza.setTo(jid(attribute(root, "to")));
        return stanza;
    }

    /**
     * A question of type set with this element as its child.
     *
     * @throws io.parley.bus.ProblemException 400 {@code malformed-xml} or {@code not-a-stanza}, where it is another element too
     */
    static IQ setting(String xml, String name, String namespace) {
        Element child = parse(xml).getDocumentElement();
        if (!name.equals(child.getLocalName()) || !namespace.equals(child.getNamespaceURI())) {
            throw notAStanza("The element " + name + " of the namespace " + namespace + " is needed.");
        }
        HandWrittenIq iq = new HandWrittenIq(child, elements(child).isEmpty() ? escaped(child) : inner(child));
        iq.setType(IQ.Type.set);
        return iq;
    }

    /**
     * A hand-written presence as Smack knows it, to remember what it says.
     *
     * @throws io.parley.bus.ProblemException 400 {@code not-a-stanza} for a type, show or priority that there is not
     */
    static Presence presence(Stanza handWritten) {
        try {
            return PacketParserUtils.parseStanza(handWritten.toXML(XmlEnvironment.EMPTY).toString());
        } catch (XmlPullParserException | SmackParsingException | IOException | IllegalArgumentException e) {
            throw notAStanza("The presence is not as RFC 6121 has it.");
        }
    }

    private static Stanza iq(Element root) {
        String type = String.valueOf(attribute(root, "type"));
        if (!type.equals("get") && !type.equals("set")) {
            throw notAStanza("An iq that a client sends is of type get or set.");
        }
        List<Element> children = elements(root);
        if (children.size() != 1) {
            throw notAStanza("An iq has exactly one child (RFC 6120, section 8.2.3).");
        }
        Element child = children.get(0);
        if (child.getNamespaceURI() == null || STREAM_BUSINESS.contains(child.getNamespaceURI())) {
            throw notAStanza("The stream itself is Parley's business.");
        }
        Element alone = standalone(child);
        HandWrittenIq iq = new HandWrittenIq(alone, elements(alone).isEmpty() ? escaped(alone) : inner(alone));
        iq.setType(IQ.Type.fromString(type));
        return iq;
    }

    /** With the prefixes declared on itself that the iq around it had declared: the iq is written anew, without them. */
    private static Element standalone(Element child) {
        return parse(write(child)).getDocumentElement();
    }

    private static String escaped(Element element) {
        return StringUtils.escapeForXml(element.getTextContent()).toString();
    }

    private static String inner(Element element) {
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            text.append(write(node));
        }
        return text.toString();
    }

    /**
     * Without a namespace of its own a client means that of the stream, which is written without a prefix: servers need not know a
     * stanza that has one (RFC 6120, section 4.8.5).
     */
    private static void settle(Node node) {
        if (node instanceof Element element) {
            String namespace = element.getNamespaceURI();
            boolean prefixed = StreamOpen.CLIENT_NAMESPACE.equals(namespace) && element.getPrefix() != null;
            if (namespace == null || prefixed) {
                node.getOwnerDocument().renameNode(element, StreamOpen.CLIENT_NAMESPACE, element.getLocalName());
            }
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            settle(child);
        }
    }

    private static void requireOwnSender(Element root, EntityFullJid self) {
        String from = attribute(root, "from");
        if (from != null && !from.equals(self.toString()) && !from.equals(self.asBareJid().toString())) {
            throw Problem.badRequest("forged-from", "A stanza can be sent from nobody but oneself.").exception();
        }
    }

    private static Jid jid(String text) {
        try {
            Jid jid = text == null ? null : JidCreate.from(text);
            if (jid == null || !text.startsWith("@") && Addressee.isSound(jid)) {
                return jid;
            }
        } catch (XmppStringprepException e) {
            // no more of an address than what is refused below
        }
        throw Problem.badRequest("bad-jid", "'to' is no address.").exception();
    }

    private static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    private static RuntimeException notAStanza(String detail) {
        return Problem.badRequest("not-a-stanza", detail).exception();
    }

    private static Document parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // no entity bombs and no files of this machine: XMPP has no document types at all (RFC 6120, section 11.1)
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            // every walk through the tree below is a recursion
            factory.setAttribute(ELEMENT_DEPTH, DEEPEST);
            factory.setXIncludeAware(false);
            factory.setCoalescing(true); // a CDATA section is text like any other, and is written as such
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return requireStreamable(builder.parse(new InputSource(new StringReader(xml))));
        } catch (SAXException e) {
            throw Problem.badRequest("malformed-xml", "The stanza is not well-formed XML without a document type.").exception();
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("the JVM's XML parser cannot be made safe", e);
        }
    }

    /** XML 1.1 has control characters that end a stream; comments and processing instructions are not allowed on one either. */
    private static Document requireStreamable(Document document) {
        if (!"1.0".equals(document.getXmlVersion())) {
            throw Problem.badRequest("malformed-xml", "XMPP is XML 1.0 (RFC 6120, section 11.5).").exception();
        }
        requireNoInstructions((Node) document);
        return document;
    }

    private static void requireNoInstructions(Node node) {
        if (node.getNodeType() == Node.PROCESSING_INSTRUCTION_NODE || node.getNodeType() == Node.COMMENT_NODE) {
            throw notAStanza("Comments and processing instructions are not allowed (RFC 6120, section 11.1).");
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            requireNoInstructions(child);
        }
    }

    private static String write(Node node) {
        try {
            DOMImplementationLS load = (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            LSSerializer serializer = load.createLSSerializer();
            serializer.getDomConfig().setParameter("xml-declaration", false);
            return serializer.writeToString(node);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JVM has no XML serializer", e);
        }
    }

    /** The JVM's own handler prints to standard error what a client has sent. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
