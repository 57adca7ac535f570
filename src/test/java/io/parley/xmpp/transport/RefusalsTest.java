package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.packet.UnparsedIQ;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

class RefusalsTest {
    private static final String PLAIN = "<iq xmlns='jabber:client' to='zoe@localhost/a' id='q&apos;1' type='error'>"
            + "<error type='cancel'><feature-not-implemented xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";

    private final IQ question = new UnparsedIQ("query", "urn:nobody:knows", "<p:a>&</p:a>");

    @BeforeEach
    void ask() {
        question.setType(IQ.Type.get);
        question.setStanzaId("q'1");
        question.setFrom(JidCreate.fromOrThrowUnchecked("zoe@localhost/a"));
    }

    private static String xml(IQ refusal) {
        return refusal.toXML().toString();
    }

    @Test
    void aRefusalNamesItsQuestionAndDoesNotRepeatIt() {
        assertEquals(PLAIN, xml(Refusals.of(question, StanzaError.Condition.feature_not_implemented)));
    }

    @Test
    void whatSmackRefusesIsRefusedTheSameWay() {
        StanzaError error = StanzaError.getBuilder(StanzaError.Condition.feature_not_implemented).build();
        assertEquals(PLAIN, xml(Refusals.plain(ErrorIQ.createErrorResponse(question, error))));
    }

    @Test
    void aQuestionWithoutAnIdIsRefusedWithoutOne() {
        question.setStanzaId(null);
        assertNull(Refusals.of(question, StanzaError.Condition.feature_not_implemented).getStanzaId());
    }

    /** One refusal had made errors of all questions that were asked after it, whoever asked them: nobody could log in any more. */
    @Test
    void questionsAfterARefusalAreQuestions() {
        Refusals.of(question, StanzaError.Condition.feature_not_implemented);
        assertEquals(IQ.Type.get, new RosterPacket().getType());
    }
}
