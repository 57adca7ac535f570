package io.parley.session.stanza;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stanzas that Xenia writes herself, what the server makes of them, and what must never reach her stream. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawStanzaIT {
    private static final String XML = "application/xml";

    private final ParleyNode node;
    private Person xenia;
    private NativeClient yuri;

    RawStanzaIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeAll
    void logIn() {
        List.of("raw-xenia", "raw-yuri").forEach(name -> node.server().register(name, name));
        xenia = node.login("raw-xenia");
        yuri = NativeClient.login(node.server(), "raw-yuri");
    }

    @AfterAll
    void leave() {
        xenia.leave();
        yuri.close();
    }

    private ApiResponse send(String xml) {
        return xenia.api().post(chat("/xmpp"), XML, xml);
    }

    private String to() {
        return "to='" + yuri.jid() + "'";
    }

    /** The stream is the same as before and takes stanzas in order. */
    private void assertLivesOn(String word) {
        xenia.say(node.server().jid("raw-yuri"), word);
        assertEquals(xenia.jid(), yuri.awaitBody(word).getFrom().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/xml", "text/plain"})
    void aMessageGoesOutAsItIs(String type) {
        String body = "raw " + type;
        ApiResponse sent = xenia.api().post(xenia.session("/xmpp"), type, "<message " + to() + " type='chat' id='q\"&lt;&#x1F600;&amp;'>"
                + "<body>" + body + " &lt;b/> <![CDATA[<c/>]]></body><x xmlns='urn:of:xenia' a='1'><y/></x></message>");
        sent.expect(202);
        Message arrived = yuri.awaitBody(body + " <b/> <c/>");
        assertEquals("q\"<\uD83D\uDE00&", arrived.getStanzaId());
        assertEquals(xenia.jid(), arrived.getFrom().toString());
        assertTrue(arrived.getExtensionElement("x", "urn:of:xenia").toXML().toString().contains("a='1'"));
    }

    @Test
    void aPresenceIsSentAndRemembered() {
        send("<presence " + to() + "><show>dnd</show><status>writing &lt;xml/></status></presence>").expect(202);
        Presence seen = yuri.awaitPresence(one -> "writing <xml/>".equals(one.getStatus()));
        assertEquals(Presence.Mode.dnd, seen.getMode());
        assertEquals(xenia.jid(), seen.getFrom().toString());
    }

    @Test
    void anIqIsAnsweredByItsResultOrItsError() {
        String result = send("<?xml version='1.0'?><iq type='get' id='v1' to='" + node.server().domain() + "'>"
                + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>").expect(200).text();
        assertTrue(result.contains("type='result'") && result.contains("id='v1'") && result.contains("identity"), result);

        String error = send("<iq type='set' id='e1' to='" + node.server().domain() + "'><nothing xmlns='urn:of:xenia'>&lt;a/></nothing></iq>")
                .expect(200).text();
        assertTrue(error.contains("type='error'") && error.contains("id='e1'") && error.contains("service-unavailable"), error);

        String withoutId = send("<iq type='get'><query xmlns='jabber:iq:roster'/></iq>").expect(200).text();
        assertTrue(withoutId.contains("type='result'"), withoutId);
        String ping = xenia.api().post(chat("/xmpp"), "text/plain", "<iq type='get' id='p&quot;&lt;&#x1F600;'><ping xmlns='urn:xmpp:ping'/></iq>")
                .expect(200).text();
        assertTrue(ping.contains("&lt;\uD83D\uDE00") && ping.contains("result"), ping);
    }

    /** Prefixes are declared where they are used: an iq is written anew around its child. */
    @Test
    void prefixesOfTheWriterDoNotBreakTheStream() {
        String domain = node.server().domain();
        assertTrue(send("<c:iq xmlns:c='jabber:client' xmlns:p='urn:p' type='get' id='x1' to='" + domain + "'>"
                + "<d:query xmlns:d='http://jabber.org/protocol/disco#info' p:a='1'><p:b p:c='2'/></d:query></c:iq>").status() == 200);
        send("<c:message xmlns:c='jabber:client' " + to() + "><c:body>with a prefix</c:body></c:message>").expect(202);
        yuri.awaitBody("with a prefix");
        assertLivesOn("after prefixes");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<message", "<message><body>a</message>", "no xml", "<message/><message/>", "<message/> and more", "</message>",
        "<!DOCTYPE m [<!ENTITY a 'b'>]><message><body>&a;</body></message>",
        "<!DOCTYPE m [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><message><body>&c;</body></message>",
        "<!DOCTYPE m SYSTEM 'file:///etc/passwd'><message/>", "<message><body>&nbsp;</body></message>",
        "<message><body>&#1;</body></message>", "<?xml version='1.1'?><message><body>&#1;</body></message>",
        "<message><p:x/></message>", "<message a='1' a='2'/>"})
    void whatIsNotWellFormedIsRefused(String xml) {
        assertEquals("malformed-xml", send(xml).expect(400).code());
        assertLivesOn("after " + Integer.toHexString(xml.hashCode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "<r xmlns='urn:xmpp:sm:3'/>", "<enable xmlns='urn:xmpp:sm:3' resume='true'/>", "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
        "<stream:stream xmlns:stream='http://etherx.jabber.org/streams'/>", "<stream:error xmlns:stream='http://etherx.jabber.org/streams'/>",
        "<message xmlns='jabber:server'/>", "<message xmlns='urn:other'/>", "<query/>",
        "<message><!-- hidden --></message>", "<?do it?><message/>", "<message><?do it?></message>",
        "<iq type='result' id='1'/>", "<iq type='error' id='1'><a xmlns='urn:a'/></iq>", "<iq id='1'><a xmlns='urn:a'/></iq>",
        "<iq type='get' id='1'/>", "<iq type='get' id='1'><a xmlns='urn:a'/><b xmlns='urn:b'/></iq>",
        "<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>b</resource></bind></iq>",
        "<iq type='set' id='1'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>",
        "<iq type='get' id='1'><query xmlns='jabber:iq:auth'><username>a</username></query></iq>",
        "<presence type='bogus'/>", "<presence><priority>1000</priority></presence>"})
    void whatIsNoStanzaOfAClientIsRefused(String xml) {
        assertEquals("not-a-stanza", send(xml).expect(400).code());
        assertLivesOn("after " + Integer.toHexString(xml.hashCode()));
    }

    @Test
    void nobodySpeaksForAnother() {
        for (String from : List.of("raw-yuri@localhost", "localhost", "raw-xenia@localhost/other", "")) {
            ApiResponse refused = send("<message from='" + from + "' " + to() + "><body>forged</body></message>");
            assertEquals("400 from " + from, refused.status() + " from " + from);
            assertEquals("forged-from", refused.code());
        }
        send("<message from='" + xenia.jid() + "' " + to() + "><body>from myself</body></message>").expect(202);
        yuri.awaitBody("from myself");
        for (String bad : List.of("a@b@c", "@localhost", "two words@localhost", "")) {
            assertEquals("400 to " + bad, send("<message to='" + bad + "'/>").status() + " to " + bad);
        }
        assertLivesOn("after forgeries");
    }

    @Test
    void anAbyssOfElementsIsRefused() {
        String deep = "<a>".repeat(20_000) + "</a>".repeat(20_000);
        assertEquals("malformed-xml", send("<message " + to() + ">" + deep + "</message>").expect(400).code());
        assertLivesOn("after the abyss");
    }

    /** Whatever text is given to whichever operation arrives as that text, or is refused. */
    @Test
    void noTextBecomesMarkup() {
        String evil = "'\"/></body></status></message><message to='raw-yuri@localhost'><body>injected</body></message><!--";
        String coded = ApiClient.encoded(evil);
        xenia.say(node.server().jid("raw-yuri"), evil);
        yuri.awaitBody(evil);
        xenia.api().post(chat("/presence?status=" + coded)).expect(200);
        xenia.api().post(chat("/contacts"), new JsonObject().put("jid", "raw-zoe").put("nickname", evil)
                .put("groups", new JsonArray().add(evil))).expect(201);
        JsonObject contact = xenia.api().get(chat("/contacts")).expect(200).json().getJsonArray("rosterItem").stream()
                .map(JsonObject.class::cast).filter(one -> one.getString("jid").startsWith("raw-zoe")).findFirst().orElseThrow();
        assertEquals(evil, contact.getString("nickname"));
        assertEquals(evil, contact.getJsonArray("groups").getString(0));

        xenia.api().put(chat("/vcard"), new JsonObject().put("fullName", evil).put("description", evil).put("givenName", evil)
                .put("organization", evil).put("email", evil).put("phone", evil)).expect(200);
        JsonObject card = xenia.api().get(chat("/vcard")).expect(200).json();
        for (String field : List.of("fullName", "description", "givenName", "organization", "email", "phone")) {
            assertEquals(evil, card.getString(field), field);
        }
        String room = "evil@conference." + node.server().domain();
        xenia.api().post(chat("/bookmarks"), new JsonObject().put("jid", room).put("name", evil).put("nick", evil).put("password", evil))
                .expect(201);
        JsonObject bookmark = xenia.api().get(chat("/bookmarks")).expect(200).json().getJsonArray("bookmarks").getJsonObject(0);
        assertEquals(new JsonObject().put("jid", room).put("name", evil).put("autojoin", false).put("nick", evil).put("password", evil),
                bookmark);
        assertEquals(evil, xenia.api().put(chat("/rooms/raw-evil?nickname=" + coded)).expect(200).json().getString("nickname"));
        xenia.api().post(chat("/rooms/raw-evil/raw-yuri"), evil).expect(200);
        yuri.awaitMessage(one -> evil.equals(invited(one)));
        xenia.api().delete(chat("/rooms/raw-evil")).expect(200);
        assertEquals(400, xenia.api().put(chat("/rooms/" + ApiClient.encoded("a<b>c"))).status());
        // in order: an injected message would have come before this one
        assertLivesOn("after the injections");
        assertTrue(yuri.archiveWith("raw-xenia").stream().noneMatch(one -> "injected".equals(one.getBody())));
    }

    private static String invited(Message message) {
        MUCUser user = MUCUser.from(message);
        return user == null || user.getInvite() == null ? null : user.getInvite().getReason();
    }

    @Test
    void streamsThatWantThemGetTheStanzas() {
        try (SseClient raw = SseClient.open(node.vertx(), node.check(), xenia.api(), chat("/events?xmpp=true"));
                SseClient plain = xenia.stream()) {
            yuri.say("raw-xenia", "as it is");
            JsonObject event = raw.next(one -> one.event().equals("chatapi.xmpp") && decoded(one.json()).contains("as it is")).json();
            assertTrue(decoded(event).toLowerCase(Locale.ROOT).startsWith("<message"));
            plain.await(one -> one.data().contains("as it is"));
            assertNull(plain.events().stream().filter(one -> one.event().equals("chatapi.xmpp")).findFirst().orElse(null));
        }
    }

    private static String decoded(JsonObject event) {
        return new String(Base64.getDecoder().decode(event.getString("xmpp")), StandardCharsets.UTF_8);
    }
}
