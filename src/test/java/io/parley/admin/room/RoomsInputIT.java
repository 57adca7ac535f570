package io.parley.admin.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms in XML, as the older API's clients write them; and what no client should send. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsInputIT {
    private static final String ROOMS = "/restapi/v1/chatrooms";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private final ParleyNode node;
    private final ApiClient admin;
    private final ApiClient xml;

    RoomsInputIT(ParleyNode node) {
        this.node = node;
        this.admin = node.backEnd();
        this.xml = admin.with("Accept", "application/xml");
    }

    private String jid(String user) {
        return node.server().jid(user);
    }

    @Test
    void aRoomIsMadeReadAndChangedInXml() {
        xml.post("/plugins/restapi/v1/chatrooms", "application/xml", ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><chatRoom>"
                + "<roomName>xr1</roomName><naturalName>Room &amp; One</naturalName><description>First room</description>"
                + "<subject>Subj</subject><password>pw</password>"
                + "<maxUsers>0</maxUsers><persistent>true</persistent><publicRoom>true</publicRoom><registrationEnabled>false"
                + "</registrationEnabled><canAnyoneDiscoverJID>true</canAnyoneDiscoverJID><canOccupantsChangeSubject>false"
                + "</canOccupantsChangeSubject><canOccupantsInvite>false</canOccupantsInvite><canChangeNickname>true</canChangeNickname>"
                + "<logEnabled>true</logEnabled><loginRestrictedToNickname>false</loginRestrictedToNickname>"
                + "<membersOnly>false</membersOnly>"
                + "<moderated>false</moderated><allowPM>anyone</allowPM><broadcastPresenceRoles><broadcastPresenceRole>moderator"
                + "</broadcastPresenceRole><broadcastPresenceRole>visitor</broadcastPresenceRole></broadcastPresenceRoles><owners><owner>"
                + "alice@%1$s</owner></owners><ownerGroups/><admins><admin>bob@%1$s</admin></admins><members/><outcasts><outcast>carol@%1$s"
                + "</outcast></outcasts></chatRoom>").formatted(node.server().domain())).expect(201);
        String read = xml.get("/plugins/restapi/v1/chatrooms/xr1").expect(200).text();
        assertTrue(read.startsWith(HEAD + "<chatRoom><roomName>xr1</roomName><naturalName>Room &amp; One</naturalName>"), read);
        for (String part : List.of("<password>pw</password>", "<persistent>true</persistent>", "<owners><owner>" + jid("alice")
                + "</owner></owners><admins><admin>" + jid("bob") + "</admin></admins><members/><outcasts><outcast>" + jid("carol")
                + "</outcast></outcasts><ownerGroups/><adminGroups/><memberGroups/><outcastGroups/>",
                "<broadcastPresenceRoles><broadcastPresenceRole>moderator</broadcastPresenceRole><broadcastPresenceRole>visitor<")) {
            assertTrue(read.contains(part), part + " in " + read);
        }
        send(HttpMethod.PUT, ROOMS + "/xr1", "<chatRoom><roomName>xr1</roomName><naturalName>Other</naturalName></chatRoom>").expect(200);
        String all = xml.get(ROOMS + "?search=xr1").expect(200).text();
        assertTrue(all.startsWith(HEAD + "<chatRooms><chatRoom><roomName>xr1</roomName><naturalName>Other</naturalName>"), all);
        assertTrue(all.contains("<password>pw</password>"), all);
        xml.delete(ROOMS + "/xr1").expect(200);
    }

    @Test
    void theRestIsInXmlToo() {
        assertEquals(HEAD + "<results><success><result><roomName>xb1</roomName><resultType>Success</resultType><message>Room was "
                + "successfully created</message></result></success><failure/><other/></results>",
                xml.post(ROOMS + "/bulk", "application/xml",
                "<chatRooms><chatRoom><roomName>xb1</roomName><logEnabled>true</logEnabled><persistent>true</persistent></chatRoom>"
                + "</chatRooms>")
                .expect(200).text());
        String room = ROOMS + "/xb1";
        send(HttpMethod.POST, room + "/members", "<members><member>bob</member></members>").expect(201);
        send(HttpMethod.PUT, room + "/members", "<members><member>bob</member><member>carol</member></members>").expect(200);
        assertEquals(HEAD + "<members><member>" + jid("bob") + "</member><member>" + jid("carol") + "</member></members>",
                xml.get(room + "/members").expect(200).text());
        assertEquals(HEAD + "<outcasts/>", xml.get(room + "/outcasts").expect(200).text());
        assertEquals(HEAD + "<participants/>", xml.get(room + "/participants").expect(200).text());
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            Muc.say(Muc.enter(bob, "xb1", null), "hello <room>");
            bob.awaitBody("hello <room>");
            String occupants = xml.get(room + "/occupants").expect(200).text();
            assertTrue(occupants.startsWith(HEAD + "<occupants><occupant><jid>xb1@conference." + node.server().domain() + "/bob</jid>"),
                    occupants);
            send(HttpMethod.POST, room + "/invite/bob", "<mucInvitation><reason>come in</reason></mucInvitation>").expect(200);
            bob.awaitMessage(message -> "come in".equals(Muc.invitation(message)));
            send(HttpMethod.POST, room + "/invite", "<mucInvitations><reason>all in</reason><jidsToInvite><jid>" + jid("bob")
                    + "</jid><jid>carol</jid></jidsToInvite></mucInvitations>").expect(200);
            bob.awaitMessage(message -> "all in".equals(Muc.invitation(message)));
        }
        String history = xml.get(room + "/chathistory").expect(200).text();
        assertTrue(history.contains("<type>groupchat</type><body>hello &lt;room&gt;</body><delay_stamp>"), history);
        assertTrue(xml.get("/restapi/v1/chatservices").expect(200).text().startsWith(HEAD
                + "<chatServices><chatService><serviceName>conference</serviceName>"));
        admin.delete(room).expect(200);
    }

    private ApiResponse send(HttpMethod method, String uri, String body) {
        return Await.await(xml.send(method, uri, "application/xml", Buffer.buffer(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{}", "{\"roomName\":null}", "{\"roomName\":7}", "{\"roomName\":\"\"}",
        "{\"roomName\":\"bad room\"}", "{\"roomName\":\"a@b\"}", "{\"roomName\":\"a/b\"}", "{\"roomName\":\"a&b\"}",
        "{\"roomName\":\"a\\u0000\"}",
        "{\"roomName\":\"bad\",\"maxUsers\":\"abc\"}", "{\"roomName\":\"bad\",\"maxUsers\":-1}",
        "{\"roomName\":\"bad\",\"maxUsers\":99999999999}",
        "{\"roomName\":\"bad\",\"persistent\":\"maybe\"}", "{\"roomName\":\"bad\",\"allowPM\":\"bogus\"}",
        "{\"roomName\":\"bad\",\"broadcastPresenceRoles\":[\"bogus\"]}", "{\"roomName\":\"bad\",\"owners\":\"alice\"}",
        "{\"roomName\":\"bad\",\"owners\":[\"not a jid@@\"]}", "{\"roomName\":\"bad\",\"admins\":[\"@@\"]}",
        "{\"roomName\":\"bad\",\"members\":[7]}",
        "{\"roomName\":\"bad\",\"members\":[null]}", "{\"roomName\":\"bad\",\"outcasts\":[\"\"]}",
        "{\"roomName\":\"bad\",\"members\":[\"a b@c\"]}",
        "{\"roomName\":\"bad\",\"naturalName\":\"\\u0007\"}", "{\"roomName\":\"bad\",\"subject\":\"\\ud800\"}",
        "{\"roomName\":\"bad\",\"description\":\"\\u0000\"}", "{\"roomName\":\"bad\",\"memberGroups\":[\"no such group\"]}"})
    void whatIsNoRoomIsRefusedAndMakesNone(String body) {
        int status = Await.await(admin.send(HttpMethod.POST, ROOMS, "application/json", Buffer.buffer(body))).status();
        assertTrue(status == 400 || status == 422 || status == 404, body + ": " + status);
        assertEquals(404, admin.get(ROOMS + "/bad").status(), body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /chatrooms/bad%20room                          | 400
            GET    | /chatrooms/room@conference.evil.example        | 400
            GET    | /chatrooms/x?servicename=evil.example          | 404
            GET    | /chatrooms/x?servicename=a%20b                 | 400
            GET    | /chatrooms/x?servicename=conference%3C         | 400
            GET    | /chatrooms/%00                                 | 422
            GET    | /chatrooms?type=bogus                          | 400
            GET    | /chatrooms?limit=0                             | 400
            GET    | /chatrooms?limit=1001                          | 400
            GET    | /chatrooms?search=                             | 400
            GET    | /chatrooms/x/chathistory?limit=100000          | 400
            GET    | /chatrooms/x/bogus                             | 404
            POST   | /chatrooms/x/bogus/bob                         | 400
            POST   | /chatrooms/x/members/@@                        | 400
            POST   | /chatrooms/x/members/a%20b                     | 400
            DELETE | /chatrooms/x/members/conference.evil.example   | 400
            POST   | /chatrooms/x/members/bob?sendInvitations=maybe | 400
            """)
    void whatIsNoAddressIsRefused(String method, String uri, int status) {
        assertEquals(status, Await.await(admin.send(HttpMethod.valueOf(method), "/restapi/v1" + uri, null, null)).status());
    }

    @Test
    void aBodyForAnotherListEmptiesNone() {
        admin.post(ROOMS, new JsonObject().put("roomName", "kept").put("persistent", true).put("members", JsonArray.of("bob"))).expect(201);
        JsonObject owners = new JsonObject().put("owners", JsonArray.of("bob"));
        assertEquals("other-list", admin.put(ROOMS + "/kept/members", owners).expect(400).code());
        assertEquals(400, send(HttpMethod.PUT, ROOMS + "/kept/members", "<owners><owner>bob</owner></owners>").status());
        assertEquals(400, send(HttpMethod.PUT, ROOMS + "/kept/members", "<members>").status());
        assertEquals(JsonArray.of(jid("bob")), admin.get(ROOMS + "/kept").expect(200).json().getJsonArray("members"));
        send(HttpMethod.PUT, ROOMS + "/kept/members", "<members/>").expect(200);
        assertEquals(new JsonArray(), admin.get(ROOMS + "/kept").expect(200).json().getJsonArray("members"));
        admin.delete(ROOMS + "/kept").expect(200);
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertEquals(400, admin.post(ROOMS, new JsonObject().put("roomName", "r".repeat(1024))).status());
        assertEquals(400, admin.post(ROOMS, new JsonObject().put("roomName", "\u00e4".repeat(1000))).status());
        assertEquals(400, admin.post(ROOMS, new JsonObject().put("roomName", "long").put("naturalName", "n".repeat(1025))).status());
        assertEquals(400, admin.post(ROOMS, new JsonObject().put("roomName", "long").put("subject", "s".repeat(4097))).status());
        assertEquals(400, admin.post(ROOMS + "/bulk", new JsonObject().put("chatRooms", new JsonArray())).status());
        JsonArray many = new JsonArray();
        for (int i = 0; i < 201; i++) {
            many.add(new JsonObject().put("roomName", "many-" + i));
        }
        assertEquals(400, admin.post(ROOMS + "/bulk", new JsonObject().put("chatRooms", many)).status());
        assertEquals(404, admin.get(ROOMS + "/many-0").status());
    }

    @Test
    void markupIsTextAndStaysIt() {
        String hostile = "</value></field><field var='muc#roomconfig_membersonly'><value>1</value> & \"quoted\" \uD83D\uDE00";
        admin.post(ROOMS, new JsonObject().put("roomName", "markup").put("persistent", true).put("naturalName", hostile)
                .put("description", hostile).put("password", hostile).put("subject", hostile)).expect(201);
        JsonObject read = admin.get(ROOMS + "/markup").expect(200).json();
        assertEquals(List.of(hostile, hostile, hostile), List.of(read.getString("naturalName"), read.getString("description"),
                read.getString("password")));
        assertFalse(read.getBoolean("membersOnly"));
        admin.delete(ROOMS + "/markup").expect(200);
    }

    @Test
    void onlyAdminsAndBackEndsMay() {
        ApiClient user = node.api().withBasic("alice", "alice");
        assertEquals(403, user.get(ROOMS).status());
        assertEquals(403, user.post(ROOMS, new JsonObject().put("roomName", "mine")).status());
        assertEquals(403, user.delete(ROOMS + "/mine").status());
        assertEquals(403, user.get("/restapi/v1/chatservices").status());
        assertEquals(401, node.api().get(ROOMS).status());
        assertEquals(200, node.api().withBasic("admin", "admin").get(ROOMS).status());
    }

    @Test
    void whoDidItIsInTheAuditLogAndThePasswordIsNot() {
        admin.post(ROOMS, new JsonObject().put("roomName", "audited").put("persistent", true).put("password", "pss-wrd")).expect(201);
        admin.put(ROOMS + "/audited", new JsonObject().put("password", "pss-wrd-2")).expect(200);
        admin.post(ROOMS + "/audited/members/bob").expect(201);
        admin.delete(ROOMS + "/audited").expect(200);
        ApiResponse logs = admin.get("/restapi/v1/logs/security?search=audited").expect(200);
        assertEquals(List.of("room deleted", "affiliations given", "room changed", "room created"),
                logs.json().getJsonArray("logs").stream().map(entry -> ((JsonObject) entry).getString("summary")).toList());
        assertFalse(logs.text().contains("pss-wrd"));
        assertFalse(node.logText().contains("pss-wrd"));
    }
}
