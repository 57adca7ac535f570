package io.parley.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Set;
import java.util.stream.Collectors;
import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jivesoftware.smackx.disco.packet.DiscoverInfo;
import org.jivesoftware.smackx.disco.packet.DiscoverInfoBuilder;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** What every stream answers without Smack's managers. */
class StandingAnswersTest {

    @Test
    void aPingIsAnswered() {
        Ping ping = new Ping(JidCreate.fromOrThrowUnchecked("ann@localhost/parley"));
        IQ answer = new PingAnswers().handleIQRequest(ping);
        assertEquals(IQ.Type.result, answer.getType());
        assertEquals(ping.getStanzaId(), answer.getStanzaId());
    }

    @Test
    void whoAsksIsToldWhatThisIs() {
        DiscoverInfo answer = assertInstanceOf(DiscoverInfo.class, new DiscoveryAnswers().handleIQRequest(question().build()));
        assertEquals(IQ.Type.result, answer.getType());
        assertEquals("client/web", answer.getIdentities().get(0).getCategory() + "/" + answer.getIdentities().get(0).getType());
        assertEquals(Set.of("http://jabber.org/protocol/disco#info", "urn:xmpp:ping"),
                answer.getFeatures().stream().map(DiscoverInfo.Feature::getVar).collect(Collectors.toSet()));
    }

    @Test
    void ofANodeNothingIsKnown() {
        ErrorIQ answer = assertInstanceOf(ErrorIQ.class, new DiscoveryAnswers().handleIQRequest(question().setNode("some#node").build()));
        assertEquals(StanzaError.Condition.item_not_found, answer.getError().getCondition());
        assertEquals(IQ.Type.get, new RosterPacket().getType(), "what is asked next");
    }

    private static DiscoverInfoBuilder question() {
        return DiscoverInfo.builder("q1").ofType(IQ.Type.get).to(JidCreate.fromOrThrowUnchecked("ann@localhost/parley"))
                .from(JidCreate.fromOrThrowUnchecked("bob@localhost/r"));
    }
}
