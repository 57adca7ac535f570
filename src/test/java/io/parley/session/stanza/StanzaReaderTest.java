package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StreamOpen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;

class StanzaReaderTest {
    private static final EntityFullJid SELF = JidCreate.entityFullFromOrThrowUnchecked("alice@localhost/here");

    private static String wire(String xml) {
        return StanzaReader.read(xml, SELF).toXML(StreamOpen.CLIENT_NAMESPACE).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "malformed-xml | <message", "malformed-xml | <message/><message/>", "malformed-xml | <!DOCTYPE a []><message/>",
        "malformed-xml | <?xml version='1.1'?><message><body>&#1;</body></message>", "malformed-xml | <message><p:x/></message>",
        "not-a-stanza | <r xmlns='urn:xmpp:sm:3'/>", "not-a-stanza | <message><!-- --></message>", "not-a-stanza | <?pi?><message/>",
        "not-a-stanza | <iq type='result' id='1'/>", "not-a-stanza | <iq type='get' id='1'/>",
        "not-a-stanza | <iq type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
        "forged-from | <message from='bob@localhost'/>", "bad-jid | <message to='@localhost'/>", "bad-jid | <message to='a@b@c'/>"})
    void refuses(String code, String xml) {
        assertEquals(code, assertThrows(ProblemException.class, () -> StanzaReader.read(xml, SELF)).problem().code());
    }

    @Test
    void whatIsWrittenWithoutANamespaceIsTheStreams() {
        Stanza stanza = StanzaReader.read("<message to='bob@localhost' id='m1'><body>hi</body></message>", SELF);
        assertEquals("m1", stanza.getStanzaId());
        assertEquals("bob@localhost", stanza.getTo().toString());
        assertTrue(wire("<message><body>hi</body></message>").contains("<body>hi</body>"));
        assertNull(StanzaReader.read("<message id=''/>", SELF).getStanzaId());
    }

    @Test
    void theStreamsOwnNamespaceLosesItsPrefix() {
        String wire = wire("<c:message xmlns:c='jabber:client'><c:body>hi</c:body></c:message>");
        assertTrue(wire.contains("<body>hi</body>"), wire);
        assertFalse(wire.contains("<c:"), wire);
    }

    @Test
    void anIqKeepsThePrefixesThatWereDeclaredAroundItsChild() {
        String wire = wire("<iq xmlns:p='urn:p' type='get' id='1'><query xmlns='urn:q' p:a='1'><p:b/></query></iq>");
        assertTrue(wire.contains("xmlns:p='urn:p'"), wire);
        assertTrue(wire.contains("p:a='1'"), wire);
    }

    @Test
    void textStaysText() {
        String wire = wire("<iq type='set' id='1'><a xmlns='urn:a'><![CDATA[</a><b/>]]>]]&gt;</a></iq>");
        assertTrue(wire.contains("&lt;/a") && wire.contains("&lt;b/"), wire);
        assertFalse(wire.contains("]]>"), "the end of a CDATA section is not allowed in text (XML 1.0, section 2.4): " + wire);
        assertTrue(wire("<message id='&quot;/&gt;'/>").contains("&quot;"));
    }

    @Test
    void anAbyssIsRefused() {
        String deep = "<message>" + "<a>".repeat(50_000) + "</a>".repeat(50_000) + "</message>";
        assertEquals("malformed-xml", assertThrows(ProblemException.class, () -> StanzaReader.read(deep, SELF)).problem().code());
    }

    @Test
    void aPresenceIsReadAsWhatItSays() {
        Presence presence = StanzaReader.presence(StanzaReader.read("<presence><show>xa</show><status>out</status></presence>", SELF));
        assertEquals(Presence.Mode.xa, presence.getMode());
        Stanza bogus = StanzaReader.read("<presence type='bogus'/>", SELF);
        assertEquals("not-a-stanza", assertThrows(ProblemException.class, () -> StanzaReader.presence(bogus)).problem().code());
    }
}
