package io.parley.fastpath.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Payload;
import io.parley.bus.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

/** Stanzas on their way through a stream: cut out, read, and written, whatever is in them. */
class ElementTest {
    private static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
            + "xmlns:stream='http://etherx.jabber.org/streams' id='s-1' from='workgroup.localhost'>";

    private final List<String> opened = new ArrayList<>();
    private final List<Element> stanzas = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final Framing framing = new Framing(opened::add, stanzas::add, () -> ended.add("ended"));

    private void arrive(String text) throws IOException {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            framing.received(Buffer.buffer(new byte[] {b})); // the worst cut of all
        }
    }

    @Test
    void aStreamIsCutIntoItsStanzas() throws Exception {
        arrive(HEADER + "<handshake/><message from='a@b/🎩' to=\"c@d\"><body>1 &lt; 2 &amp; 🎩</body><x xmlns='urn:x'/></message> "
                + "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
        assertEquals(List.of("s-1"), opened);
        assertEquals(3, stanzas.size());
        Element message = stanzas.get(1);
        assertEquals("a@b/🎩", message.get("from"));
        assertEquals("1 < 2 & 🎩", message.child("body").orElseThrow().text());
        assertTrue(message.child("x", "urn:x").isPresent());
        assertTrue(stanzas.get(2).is("error", Namespaces.STREAM));
        assertEquals(List.of("ended"), ended);
    }

    @Test
    void anUnreadableStanzaIsLeftOutAndTheNextIsRead() throws Exception {
        arrive(HEADER + "<message><a:body/></message><message>&undefined;</message>" + "<message id='2'/>");
        assertEquals(List.of("2"), stanzas.stream().map(stanza -> stanza.get("id")).toList());
    }

    @Test
    void whatIsNestedWithoutEndIsNotRead() {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        assertThrows(XMLStreamException.class, () -> new ElementReader().read("<message>" + deep + "</message>"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Element message = Element.stanza("message", "groupchat", "'\"<>&\t\n\r", "a@b", "c@d").withChild("body", " \r\n<b> ' \" ]]> 🎩 ")
                .with(Element.of("json", Namespaces.JSON).withText("{}"));
        assertEquals(message, new ElementReader().read(ElementWriter.write(message)));
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
        Element message = new ElementReader().read("<message><body>hi</body><properties xmlns='http://www.jivesoftware.com/xmlns/xmpp/"
                + "properties'><property><name>data</name><value type='string'>{\"a\":1}</value></property></properties></message>");
        assertEquals(new JsonObject("{\"body\":\"hi\",\"a\":1}"), new JsonObject(Words.payload(message).orElseThrow().data()));
    }
}
