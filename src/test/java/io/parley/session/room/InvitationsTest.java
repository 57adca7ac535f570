package io.parley.session.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.session.EventData.Invitation;
import io.parley.session.FakeLink;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.util.PacketParserUtils;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

class InvitationsTest {
    private static final String FASTPATH = "<session xmlns='http://jivesoftware.com/protocol/workgroup' workgroup='%s' id='fhrtbf7'/>";

    private final FakeLink link = new FakeLink();
    private final Invitations invitations = new Invitations(link, () -> "https://{domain}:7443/ofmeet/r/{room}",
            Optional.of(JidCreate.domainBareFromOrThrowUnchecked("workgroup.localhost")));

    @Test
    void whatProsodyPassesOnNamesTheWorkgroupBesideTheInvitation() throws Exception {
        assertEquals(fastpath("fhrtbf7"), told(mediated("fhrtbf7@conference.localhost/diabetes", "<reason>fhrtbf7</reason>",
                FASTPATH.formatted("diabetes@workgroup.localhost"))));
    }

    @Test
    void whatEjabberdPassesOnIsFromTheWorkgroupItself() throws Exception {
        assertEquals(fastpath("fhrtbf7"), told(mediated("diabetes@workgroup.localhost/diabetes", "<reason>fhrtbf7</reason>", "")));
    }

    @Test
    void theReasonIsTheQuestionsIdWhereNoneIsGiven() throws Exception {
        assertEquals(fastpath("fhrtbf7"), told(mediated("diabetes@workgroup.localhost", "", "")));
        assertEquals(fastpath("please help"), told(mediated("diabetes@workgroup.localhost", "<reason>please help</reason>", "")));
    }

    @Test
    void onlyAWorkgroupIsBelieved() throws Exception {
        for (String claimed : List.of("diabetes@workgroup.example.org", "diabetes@localhost", "workgroup.localhost", "", "not a <jid")) {
            String text = FASTPATH.formatted(claimed.replace("<", "&lt;"));
            assertEquals("mallory@localhost/pda", told(mediated("mallory@localhost/pda", "", text)).inviter(), claimed);
        }
    }

    @Test
    void withoutFastpathNobodyIsAWorkgroup() throws Exception {
        Invitations plain = new Invitations(link, () -> "", Optional.empty());
        plain.take(parsed(mediated("fhrtbf7@conference.localhost/diabetes", "", FASTPATH.formatted("diabetes@workgroup.localhost"))));
        assertEquals("fhrtbf7@conference.localhost/diabetes", ((Invitation) link.told.get(0)).inviter());
    }

    @Test
    void whoeverElseInvitesIsToldAsTheServerWroteIt() throws Exception {
        Invitation told = told(mediated("bob@localhost/phone", "<reason>come in</reason>", ""));
        assertEquals("bob@localhost/phone", told.inviter());
        assertEquals("come in", told.reason());
        assertEquals("sesame", told.password());
    }

    @Test
    void otherMessagesAreLeftToOthers() throws Exception {
        assertFalse(invitations.take(parsed("<message xmlns='jabber:client' from='bob@localhost'><body>hello</body></message>")));
        assertTrue(link.told.isEmpty());
    }

    private static Invitation fastpath(String reason) {
        return new Invitation("invitationReceived", "fhrtbf7@conference.localhost", "diabetes@workgroup.localhost", "alice@localhost/here",
                "fhrtbf7@conference.localhost", "https://localhost:7443/ofmeet/r/fhrtbf7", reason, "sesame");
    }

    private static String mediated(String inviter, String reason, String beside) {
        return "<message xmlns='jabber:client' from='fhrtbf7@conference.localhost' to='alice@localhost'>"
                + "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='" + inviter + "'>" + reason + "</invite>"
                + "<password>sesame</password></x>" + beside + "</message>";
    }

    private Invitation told(String xml) throws Exception {
        link.told.clear();
        assertTrue(invitations.take(parsed(xml)));
        assertEquals(1, link.told.size());
        return (Invitation) link.told.get(0);
    }

    private static Stanza parsed(String xml) throws Exception {
        return PacketParserUtils.parseStanza(xml);
    }
}
