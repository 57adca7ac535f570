package io.parley.fastpath.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Payload;
import io.parley.bus.ProblemException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

/** Stanzas are read and written, whatever is in them. */
class ElementTest {
    private final ElementReader reader = new ElementReader();

    @Test
    void aStanzaIsReadAsItIsMeant() throws Exception {
        Element message = reader.read("<message from='a@b/🎩' to=\"c@d\"><body>1 &lt; 2 &amp; 🎩<![CDATA[ <3 ]]></body><x xmlns='urn:x'/>"
                + "</message>");
        assertEquals("a@b/🎩", message.get("from"));
        assertEquals("1 < 2 & 🎩 <3 ", message.child("body").orElseThrow().text());
        assertTrue(message.child("x", "urn:x").isPresent());
        assertTrue(reader.read("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>")
                .is("error", Namespaces.STREAM));
    }

    @Test
    void ofAStreamsStartTagTheIdIsRead() throws Exception {
        String header = "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' "
                + "id='s&amp;\"1' from='workgroup.localhost'>";
        assertEquals("s&\"1", reader.attribute(header, "id"));
        assertEquals("", reader.attribute(header, "to"));
        assertThrows(XMLStreamException.class, () -> reader.attribute("<stream:stream id='1'>", "id"), "a prefix that nobody has declared");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (String unreadable : List.of("<message><a:body/></message>", "<message>&undefined;</message>", "<message a='1' a='2'/>",
                "<message></body>", "<message/><message/>", "text", "")) {
            assertThrows(XMLStreamException.class, () -> reader.read(unreadable), unreadable);
        }
    }

    @Test
    void whatIsNestedWithoutEndIsNotRead() {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        assertThrows(XMLStreamException.class, () -> reader.read("<message>" + deep + "</message>"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Element message = Element.stanza("message", "groupchat", "'\"<>&\t\n\r", "a@b", "c@d").withChild("body", " \r\n<b> ' \" ]]> 🎩 ")
                .with(Element.of("json", Namespaces.JSON).withText("{}"));
        assertEquals(message, reader.read(ElementWriter.write(message)));
    }

    @Test
    void whatXmlCannotCarryIsRefused() {
        Element bell = Element.stanza("message", null, "1", "a@b", "c@d").withChild("body", "\u0007");
        assertEquals(422, assertThrows(ProblemException.class, () -> ElementWriter.write(bell)).problem().status());
        Element attribute = Element.stanza("message", null, "\uD800", "a@b", "c@d");
        assertEquals(422, assertThrows(ProblemException.class, () -> ElementWriter.write(attribute)).problem().status());
    }

    @Test
    void bodyAndDataAreWhatTheyWere() {
        String data = new JsonObject().put("body", "one\r\ntwo").put("n", 1).encode();
        Element said = Words.said("1", "a@b", "c@d", new Payload("one\r\ntwo", data));
        Payload read = Words.payload(said).orElseThrow();
        assertEquals("one\r\ntwo", read.body());
        assertEquals(new JsonObject(data), new JsonObject(read.data()));
        assertTrue(Words.payload(Element.stanza("message", "groupchat", "1", "a@b", "c@d").withChild("subject", "x")).isEmpty());
    }

    @Test
    void theOlderKindOfDataIsReadToo() throws Exception {
        Element message = reader.read("<message><body>hi</body><properties xmlns='http://www.jivesoftware.com/xmlns/xmpp/"
                + "properties'><property><name>data</name><value type='string'>{\"a\":1}</value></property></properties></message>");
        assertEquals(new JsonObject("{\"body\":\"hi\",\"a\":1}"), new JsonObject(Words.payload(message).orElseThrow().data()));
    }
}
