package io.parley.admin.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.RosterEntry;
import org.jivesoftware.smack.roster.packet.RosterPacket.ItemType;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jxmpp.jid.Jid;

/** An admin keeps the roster and the vCard of users, who see it in their own native clients. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserRostersIT {
    private static final String USERS = "/restapi/v1/users/";

    private final ParleyNode node;
    private final ApiClient admin;

    UserRostersIT(ParleyNode node) {
        this.node = node;
        this.admin = node.backEnd();
    }

    @BeforeAll
    void accounts() {
        List.of("ros-ada", "ros-bea", "ros-cyd", "ros-dot").forEach(name -> node.server().register(name, name));
    }

    private static String roster(String user) {
        return USERS + user + "/roster";
    }

    private String address(String user) {
        return user + "@" + node.server().domain();
    }

    @Test
    void whatIsAddedIsInTheUsersOwnRoster() {
        assertEquals(new JsonObject().put("rosterItem", new JsonArray()), admin.get(roster("ros-ada")).expect(200).json());
        try (NativeClient ada = NativeClient.login(node.server(), "ros-ada")) {
            ada.roster();
            JsonObject remote = new JsonObject().put("jid", "zoe@elsewhere.example").put("nickname", "Zoe")
                    .put("groups", new JsonArray().add("Work").add("Friends"));
            admin.post(roster("ros-ada"), remote).expect(201);
            RosterEntry zoe = Eventually.get(() -> entry(ada, "zoe@elsewhere.example"), found -> found != null);
            assertEquals("Zoe", zoe.getName());
            assertEquals(2, zoe.getGroups().size());
            assertEquals("contact-exists", admin.post(roster("ros-ada"), remote).expect(409).code());

            admin.put(roster("ros-ada") + "/zoe@elsewhere.example", new JsonObject().put("nickname", "Zo\u00eb")).expect(200);
            assertEquals(new JsonObject().put("jid", "zoe@elsewhere.example").put("nickname", "Zo\u00eb").put("subscriptionType", 0)
                    .put("groups", new JsonArray().add("Friends").add("Work")),
                    admin.get(roster("ros-ada")).expect(200).json().getJsonArray("rosterItem").getJsonObject(0));

            admin.delete(roster("ros-ada") + "/zoe@elsewhere.example").expect(200);
            Eventually.get(() -> entry(ada, "zoe@elsewhere.example"), found -> found == null);
            assertEquals("unknown-contact", admin.delete(roster("ros-ada") + "/zoe@elsewhere.example").expect(404).code());
            assertEquals("unknown-contact", admin.put(roster("ros-ada") + "/zoe@elsewhere.example", new JsonObject()).expect(404).code());
            assertEquals(0, ada.presences().drain().stream().filter(UserRostersIT::isOfParley).count());
        }
    }

    private static boolean isOfParley(Presence presence) {
        // ejabberd tells the user's own devices of every stream that ends; of one that is there none may hear
        return presence.isAvailable() && String.valueOf(presence.getFrom()).contains("/parley-");
    }

    private RosterEntry entry(NativeClient client, String address) {
        return client.roster().getEntries().stream().filter(one -> one.getJid().toString().equals(address)).findFirst().orElse(null);
    }

    @Test
    void subscriptionsAreSetBetweenUsersOfTheServer() {
        admin.post(roster("ros-bea"), new JsonObject().put("jid", "ros-cyd").put("subscriptionType", 3)).expect(201);
        try (NativeClient bea = NativeClient.login(node.server(), "ros-bea");
                NativeClient cyd = NativeClient.login(node.server(), "ros-cyd")) {
            bea.awaitPresence(presence -> presence.isAvailable() && presence.getFrom().toString().startsWith(address("ros-cyd")));
            assertEquals(ItemType.both, entry(bea, address("ros-cyd")).getType());
            assertEquals(ItemType.both, entry(cyd, address("ros-bea")).getType());
        }
        admin.put(roster("ros-bea") + "/" + address("ros-cyd"), new JsonObject().put("subscriptionType", 1)).expect(200);
        assertEquals(List.of(1, 2), List.of(subscription("ros-bea"), subscription("ros-cyd")));
        admin.put(roster("ros-bea") + "/" + address("ros-cyd"), new JsonObject().put("subscriptionType", 2)).expect(200);
        assertEquals(List.of(2, 1), List.of(subscription("ros-bea"), subscription("ros-cyd")));
        admin.put(roster("ros-bea") + "/" + address("ros-cyd"), new JsonObject().put("subscriptionType", 0)).expect(200);
        assertEquals(List.of(0, 0), List.of(subscription("ros-bea"), subscription("ros-cyd")));
    }

    private int subscription(String user) {
        return admin.get(roster(user)).expect(200).json().getJsonArray("rosterItem").getJsonObject(0).getInteger("subscriptionType");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"nickname\":\"x\"}|400|invalid-input", "{\"jid\":\"\"}|400|invalid-input", "{\"jid\":\"a b@@example.org\"}|400|bad-jid",
        "{\"jid\":\"bob\",\"subscriptionType\":9}|400|invalid-input", "{\"jid\":\"bob\",\"subscriptionType\":-1}|400|invalid-input",
        "{\"jid\":\"x@elsewhere.example\",\"subscriptionType\":3}|501|subscription-unsupported",
        "{\"jid\":\"ros-nobody\",\"subscriptionType\":1}|501|subscription-unsupported",
        "{\"jid\":\"bob\",\"nickname\":\"a\\u0000\"}|422|not-xml", "{\"jid\":\"bob\",\"groups\":\"Friends\"}|400|invalid-input",
        "{\"jid\":\"bob\",\"groups\":[\"\\u0001\"]}|422|not-xml", "nothing|400|malformed-json"})
    void whatIsNoContactIsRefusedAndLeavesNothing(String body, int status, String code) {
        assertEquals(code, admin.post(roster("ros-dot"), "application/json", body).expect(status).code());
        assertTrue(admin.get(roster("ros-dot")).expect(200).json().getJsonArray("rosterItem").isEmpty());
    }

    @Test
    void nobodyHasARosterWhoIsNotThere() {
        assertEquals("unknown-user", admin.get(roster("ros-nobody")).expect(404).code());
        assertEquals("unknown-user", admin.post(roster("ros-nobody"), new JsonObject().put("jid", "bob")).expect(404).code());
        assertEquals("unknown-user", admin.get(USERS + "ros-nobody/vcard").expect(404).code());
        assertEquals("unknown-user", put("ros-nobody", "<vCard xmlns='vcard-temp'/>", 404));
        assertEquals("admins-only", node.api().withBasic("bob", "bob").get(roster("ros-ada")).expect(403).code());
    }

    @Test
    void aRosterIsTheSameInXml() {
        ApiClient xml = admin.with("Accept", "application/xml");
        xml.post(roster("ros-cyd"), "application/xml", "<rosterItem><jid>kim@elsewhere.example</jid><nickname>K&amp;M</nickname>"
                + "<groups><group>Friends</group></groups></rosterItem>").expect(201);
        String read = xml.get(roster("ros-cyd")).expect(200).text();
        assertTrue(read.contains("<rosterItem><jid>kim@elsewhere.example</jid><nickname>K&amp;M</nickname>"
                + "<subscriptionType>0</subscriptionType><groups><group>Friends</group></groups></rosterItem>"), read);
        admin.delete(roster("ros-cyd") + "/kim@elsewhere.example").expect(200);
    }

    @Test
    void aCardIsKeptAsItIsWritten() {
        List<String> parts = List.of("<FN>Dot &lt;D></FN>", "<N><FAMILY>Dot</FAMILY><PREFIX>Dr.</PREFIX></N>",
                "<USERID>d@example.org</USERID></EMAIL>", "<USERID>e@example.org</USERID></EMAIL>", "<LAT>1.5</LAT>");
        String card = "<vCard xmlns='vcard-temp'>" + parts.get(0) + parts.get(1) + "<EMAIL><WORK/>" + parts.get(2) + "<EMAIL><HOME/>"
                + parts.get(3) + "<GEO>" + parts.get(4) + "<LON>2.5</LON></GEO></vCard>";
        assertEquals("", admin.get(USERS + "ros-dot/vcard").expect(204).text());
        assertNull(put("ros-dot", "<?xml version=\"1.0\"?>" + card, 200));
        String read = admin.get(USERS + "ros-dot/vcard").expect(200).text();
        parts.forEach(part -> assertTrue(read.contains(part), read));
        try (NativeClient dot = NativeClient.silent(node.server(), "ros-dot")) {
            VCard seen = dot.ask(new VCard());
            assertEquals("Dot", seen.getLastName());
            seen.setNickName("dotty");
            seen.setType(IQ.Type.set);
            seen.setTo((Jid) null);
            seen.setFrom((Jid) null);
            dot.ask(seen);
        }
        assertTrue(admin.get(USERS + "ros-dot/vcard").expect(200).text().contains("<NICKNAME>dotty</NICKNAME>"));
        admin.delete(USERS + "ros-dot/vcard").expect(200);
        admin.get(USERS + "ros-dot/vcard").expect(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<vCard|malformed-xml", "<foo/>|not-a-stanza", "<vCard/>|not-a-stanza",
        "<vCard xmlns='vcard-temp'/><iq/>|malformed-xml", "<!DOCTYPE vCard><vCard xmlns='vcard-temp'/>|malformed-xml",
        "<vCard xmlns='vcard-temp'><!-- x --></vCard>|not-a-stanza", "not XML|malformed-xml"})
    void whatIsNoCardIsRefused(String body, String code) {
        assertEquals(code, put("ros-ada", body, 400));
    }

    private String put(String user, String body, int status) {
        var answer = Await.await(admin.send(HttpMethod.PUT, USERS + user + "/vcard", "application/xml", Buffer.buffer(body)))
                .expect(status);
        return status == 200 ? null : answer.code();
    }
}
