package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers write behind every message is read without a parser; all that is written otherwise is left to it. */
class SmWordTest {
    @ParameterizedTest
    @ValueSource(strings = {"<r xmlns='urn:xmpp:sm:3'/>", "<r xmlns=\"urn:xmpp:sm:3\" />"})
    void aRequest(String xml) {
        assertEquals(new SmWord(true, 0), SmWord.of(xml));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a xmlns='urn:xmpp:sm:3' h='4294967295'/>", "<a h='4294967295' xmlns='urn:xmpp:sm:3'/>"})
    void anAnswer(String xml) {
        assertEquals(new SmWord(false, 4_294_967_295L), SmWord.of(xml));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<r/>", "<r xmlns='urn:xmpp:sm:2'/>", "<a xmlns='urn:xmpp:sm:3'/>", "<a xmlns='urn:xmpp:sm:3' h='x'/>",
            "<a xmlns='urn:xmpp:sm:3' h='4294967296'/>", "<a xmlns='urn:xmpp:sm:3' h='-1'/>",
            "<a xmlns='urn:xmpp:sm:3' h='/>", "<r xmlns='urn:xmpp:sm:3'></r>", "<message to='r' xmlns='urn:xmpp:sm:3'/>",
            "<a xmlns=", "<a h=/>"})
    void somethingElse(String xml) {
        assertNull(SmWord.of(xml));
    }

    @Test
    void whatIsLongIsNotLookedAt() {
        assertNull(SmWord.of("<r xmlns='urn:xmpp:sm:3' x='" + "x".repeat(80) + "'/>"));
    }
}
