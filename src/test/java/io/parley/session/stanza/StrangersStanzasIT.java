package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import java.util.List;
import java.util.stream.Stream;
import org.jivesoftware.smack.StanzaCollector;
import org.jivesoftware.smack.filter.StanzaIdFilter;
import org.jivesoftware.smack.packet.IQ;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Igor sends to Hanna, who does not know him: her stream stays as it is, and so do everybody else's. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersStanzasIT {
    private final ParleyNode node;
    private Person hanna;
    private SseClient toHanna;
    private NativeClient igor;
    private int asked;

    StrangersStanzasIT(ParleyNode node) {
        this.node = node;
        List.of("odd-hanna", "odd-igor", "odd-jan").forEach(name -> node.server().register(name, name));
    }

    @BeforeAll
    void logIn() {
        hanna = node.login("odd-hanna");
        toHanna = hanna.stream();
        igor = NativeClient.withoutStreamManagement(node.server(), "odd-igor");
    }

    @AfterAll
    void leave() {
        toHanna.close();
        hanna.leave();
        igor.close();
    }

    private void send(String xml) {
        int name = xml.indexOf(' ');
        igor.sendAsItIs(xml.substring(0, name) + " to='" + hanna.jid() + "'" + xml.substring(name));
    }

    /** In order: what came before has been dealt with. */
    private void assertNothingHappened() {
        String word = "still there? " + ++asked;
        igor.say("odd-hanna", word);
        toHanna.await(one -> one.data().contains(word));
        assertTrue(toHanna.events().stream().noneMatch(one -> one.data().contains("reconnecting")), "the stream was lost");
        hanna.say(node.server().jid("odd-igor"), "yes, " + word);
        assertEquals(hanna.jid(), igor.awaitBody("yes, " + word).getFrom().toString());
        // what one stranger asked had once made errors of all questions of all users
        node.login("odd-jan").leave();
    }

    static Stream<String> questionsThatNobodyUnderstands() {
        return Stream.of(
                "<query xmlns='urn:nobody:knows' a='1'><b c='d'>e &lt; f</b></query>",
                "<q xmlns='urn:q'><p:a xmlns:p='urn:p' p:b='1'><p:c/><c xmlns='urn:c'/></p:a></q>",
                "<p:q xmlns:p='urn:p' p:a='1' xmlns:r='urn:r'><r:q/></p:q>",
                "<q xmlns='urn:q'>]]&gt;</q>",
                "<q xmlns='urn:q' a='&quot;&apos;&lt;&#10;&#9;]]&gt;'>&amp;lt;<![CDATA[<a>]]></q>",
                "<q xmlns='&quot;&lt;'/>",
                "<vCard xmlns='vcard-temp'><FN>of whom?</FN></vCard>",
                "<query xmlns='http://jabber.org/protocol/disco#info' node='&quot;/&gt;&lt;nobody'/>",
                "<query xmlns='http://jabber.org/protocol/disco#items' node='nowhere'/>",
                "<q xmlns='urn:q' a='" + "a".repeat(100_000) + "'>" + "<b/>".repeat(20_000) + "</q>");
    }

    @ParameterizedTest
    @MethodSource("questionsThatNobodyUnderstands")
    void aQuestionThatNobodyUnderstandsIsAnsweredAndEndsNobodysStream(String question) throws Exception {
        String id = "odd\"<'&";
        StanzaCollector answers = igor.connection().createStanzaCollector(new StanzaIdFilter(id));
        send("<iq type='get' id='odd&quot;&lt;&apos;&amp;'>" + question + "</iq>");
        IQ answer = answers.nextResult(10_000);
        assertNotNull(answer, "an answer");
        assertEquals(hanna.jid(), answer.getFrom().toString());
        assertTrue(answer.isResponseIQ());
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<iq type='get' id='a'><error xmlns='urn:e'/></iq>", "<iq type='set' id='b'><error/></iq>",
        "<iq type='get' id='c'/>", "<iq type='result' id='d'><error xmlns='urn:e'/></iq>", "<iq type='error' id='e'/>",
        "<iq type='set' id='f'><query xmlns='jabber:iq:roster'><item jid='a@b@c' subscription='both'/></query></iq>",
        "<iq type='set' id='g'><query xmlns='jabber:iq:roster'/></iq>",
        "<iq type='set' id='h'><query xmlns='jabber:iq:roster'><item jid='igor@localhost' subscription='both'/></query></iq>",
        "<iq type='get' id='i'><query xmlns='http://jabber.org/protocol/disco#items'><item/></query></iq>",
        "<iq type='set' id='j'><command xmlns='http://jabber.org/protocol/commands' action='bogus'/></iq>",
        "<iq type='get' id='k'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items/></pubsub></iq>",
        "<iq type='set' id='l'><fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><count>x</count></set></fin></iq>"})
    void anIqThatSmackBreaksOnIsLeftOut(String iq) {
        send(iq);
        assertNothingHappened();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<delay xmlns='urn:xmpp:delay' stamp='yesterday'/>", "<delay xmlns='urn:xmpp:delay'/>", "<x xmlns='jabber:x:delay' stamp='1'/>",
        "<x xmlns='jabber:x:data' type='bogus'><field/></x>",
        "<x xmlns='jabber:x:data'><field type='jid-single' var='a'><value>@</value></field></x>",
        "<received xmlns='urn:xmpp:carbons:2'/>", "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'/></sent>",
        "<forwarded xmlns='urn:xmpp:forward:0'><message from='@' to='a@b@c'/></forwarded>",
        "<result xmlns='urn:xmpp:mam:2'/>",
        "<result xmlns='urn:xmpp:mam:2' queryid='a' id='b'><forwarded xmlns='urn:xmpp:forward:0'/></result>",
        "<event xmlns='http://jabber.org/protocol/pubsub#event'><items/></event>",
        "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='n'><retract/></items></event>",
        "<x xmlns='jabber:x:conference'/>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><invite/></x><session xmlns='http://jivesoftware.com/protocol/workgroup'/>",
        "<x xmlns='jabber:x:conference' jid='a@b@c'/>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='@@'/><status code='abc'/></x>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='emperor' role='jester'/></x>",
        "<x xmlns='http://jabber.org/protocol/muc#user'><decline/><destroy jid='@'/></x>",
        "<displayed xmlns='urn:xmpp:chat-markers:0'/>", "<received xmlns='urn:xmpp:receipts'/>",
        "<replace xmlns='urn:xmpp:message-correct:0'/>",
        "<stanza-id xmlns='urn:xmpp:sid:0'/><origin-id xmlns='urn:xmpp:sid:0'/>", "<json xmlns='urn:xmpp:json:0'>{</json>",
        "<html xmlns='http://jabber.org/protocol/xhtml-im'/>", "<error/>", "<error type='bogus'><bogus/></error>",
        "<body xml:lang='no language'>a</body><body>b</body><body>c</body>", "<subject/><subject/><thread/><thread parent=''/>",
        "<addresses xmlns='http://jabber.org/protocol/address'><address type='x' jid='@'/></addresses>",
        "<data xmlns='http://jabber.org/protocol/ibb' seq='x'/>", "<offer xmlns='http://jabber.org/protocol/workgroup'/>",
        "<encryption xmlns='urn:xmpp:eme:0'/>", "<reference xmlns='urn:xmpp:reference:0' begin='x'/>",
        "<p:a xmlns:p='urn:p' p:b='&#10;'/>"})
    void aMessageOrAPresenceWithThatIsNoHarm(String content) {
        send("<message type='chat' id='a'><body>odd</body>" + content + "</message>");
        send("<message type='groupchat' id='b'>" + content + "</message>");
        send("<message type='error' id='c'>" + content + "</message>");
        send("<presence id='d'>" + content + "</presence>");
        send("<presence type='error'>" + content + "</presence>");
        assertNothingHappened();
    }

    @Test
    void absurdAttributesAreNoHarm() {
        send("<message xml:lang='no &lt;language' id='&quot;&#10;'><body>a</body></message>");
        send("<message id=''><body>b</body></message>");
        send("<message type='bogus'><body>c</body></message>");
        send("<presence id='e'><show>bogus</show><priority>many</priority></presence>");
        send("<presence type='unavailable'><status/><status/></presence>");
        send("<message a='" + "a".repeat(200_000) + "'><body>d</body></message>");
        assertNothingHappened();
    }

    /** Smack's parsers call themselves for every level; ejabberd 23.01 itself ends at twenty thousand. */
    @Test
    void anAbyssIsNoHarm() {
        int levels = 3_000;
        send("<message type='chat'><body>deep</body><a xmlns='urn:a'>" + "<a>".repeat(levels) + "</a>".repeat(levels) + "</a></message>");
        send("<iq type='get' id='deep'><a xmlns='urn:a'>" + "<a>".repeat(levels) + "</a>".repeat(levels) + "</a></iq>");
        assertNothingHappened();
    }
}
