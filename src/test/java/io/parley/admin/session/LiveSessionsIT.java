package io.parley.admin.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an admin sees of sessions that run, and does to them. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveSessionsIT {
    private static final String API = "/restapi/v1";
    private static final String SESSIONS = API + "/sessions";

    private final ParleyNode node;
    private final ApiClient admin;
    private final boolean tellsPresence;

    LiveSessionsIT(ParleyNode node) {
        this.node = node;
        this.admin = node.backEnd();
        this.tellsPresence = node.server().name().equals("prosody");
    }

    @BeforeAll
    void accounts() {
        List.of("ses-ann", "ses-ben", "ses-cat", "ses-dan").forEach(name -> node.server().register(name, name));
    }

    private static List<JsonObject> sessions(ApiResponse listed) {
        return listed.expect(200).json().getJsonArray("sessions").stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void parleysSessionsAndNativeOnesAreOneList() {
        assertEquals(List.of(), sessions(admin.get(SESSIONS + "/ses-ann")));
        Person ann = node.login("ses-ann");
        try (NativeClient device = NativeClient.login(node.server(), "ses-ann", "desk")) {
            device.send(PresenceBuilder.buildPresence().setMode(Presence.Mode.dnd).setPriority(3).build());
            device.settle();
            List<JsonObject> both = sessions(admin.get(SESSIONS + "/Ses-Ann"));
            assertEquals(List.of(device.jid().toString(), ann.jid()), both.stream().map(one -> one.getString("sessionId")).toList());
            JsonObject own = both.get(1);
            assertEquals(List.of("ses-ann", "Authenticated"), List.of(own.getString("username"), own.getString("sessionStatus")));
            assertTrue(own.getLong("lastActionDate") >= own.getLong("creationDate"), own.encode());
            JsonObject desk = both.get(0);
            assertEquals(List.of("desk", "Local", "127.0.0.1"), List.of(desk.getString("resource"), desk.getString("node"),
                    desk.getString("hostAddress")));

            List<JsonObject> all = sessions(admin.get(SESSIONS));
            List<String> ids = all.stream().map(one -> one.getString("sessionId")).toList();
            assertTrue(ids.containsAll(List.of(device.jid().toString(), ann.jid())), ids::toString);
            assertTrue(ids.stream().noneMatch(id -> id.contains("/parley-admin-")), ids::toString);
            if (tellsPresence) {
                JsonObject listed = all.stream().filter(one -> "desk".equals(one.getString("resource"))).findFirst().orElseThrow();
                assertEquals(List.of("Do Not Disturb", 3), List.of(listed.getString("presenceStatus"), listed.getInteger("priority")));
            }
            JsonObject counts = admin.get(API + "/system/statistics/sessions").expect(200).json();
            assertEquals(all.size(), counts.getInteger("clusterSessions"));
            assertEquals(all.size(), counts.getInteger("localSessions"));

            ApiResponse first = admin.get(SESSIONS + "?limit=1");
            assertEquals(all.subList(0, 1).get(0).getString("sessionId"), sessions(first).get(0).getString("sessionId"));
            String next = first.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
            assertEquals(all.get(1).getString("sessionId"), sessions(admin.get(SESSIONS + next)).get(0).getString("sessionId"));

            String xml = admin.with("Accept", "application/xml").get(SESSIONS + "/ses-ann").expect(200).text();
            assertTrue(xml.contains("<sessions><session><sessionId>" + device.jid() + "</sessionId><username>ses-ann</username>"), xml);
        }
        ann.leave();
    }

    @Test
    void theEndOfAUsersSessionsEndsThemAll() {
        Person ben = node.login("ses-ben");
        try (SseClient events = ben.stream(); NativeClient device = NativeClient.login(node.server(), "ses-ben")) {
            admin.delete(SESSIONS + "/ses-ben").expect(200);
            assertEquals("kicked", events.await(event -> "chatapi.closed".equals(event.event())).json().getString("reason"));
            Eventually.get(() -> device.connection().isConnected(), connected -> !connected);
        }
        ben.api().get(chat("/contacts")).expect(401);
        Eventually.get(() -> sessions(admin.get(SESSIONS + "/ses-ben")), List::isEmpty);
        admin.delete(SESSIONS + "/ses-ben").expect(200);
        admin.delete(SESSIONS + "/ses-nobody").expect(200);
    }

    @Test
    void aNotificationReachesEverySession() {
        assertEquals("no-session", admin.post(SESSIONS + "/ses-cat", message("too early")).expect(404).code());
        Person cat = node.login("ses-cat");
        try (SseClient events = cat.stream(); NativeClient device = NativeClient.login(node.server(), "ses-cat")) {
            admin.post(SESSIONS + "/ses-cat", message("tea < ready & hot")).expect(200);
            Message seen = device.awaitBody("tea < ready & hot");
            assertEquals(Message.Type.headline, seen.getType());
            events.await(event -> event.data().contains("tea < ready & hot"));
        }
        cat.leave();
    }

    @Test
    void aBroadcastReachesEverybodyWhoIsOnline() {
        Person ann = node.login("ses-dan");
        try (SseClient events = ann.stream(); NativeClient bob = NativeClient.login(node.server(), "bob")) {
            admin.post(API + "/messages/users", message("tea for all")).expect(201);
            assertEquals(node.server().domain(), bob.awaitBody("tea for all").getFrom().toString());
            events.await(event -> event.data().contains("tea for all"));
            admin.with("Accept", "application/xml").post(API + "/messages/users", "application/xml",
                    "<message><body>in XML</body></message>").expect(201);
            bob.awaitBody("in XML");
        }
        ann.leave();
        JsonArray logged = admin.get(API + "/logs/security?search=everybody").expect(200).json().getJsonArray("logs");
        assertTrue(logged.size() >= 2);
        assertFalse(logged.encode().contains("tea for all"), logged.encode());
    }

    @Test
    void whatWaitsForAUserIsCounted() {
        node.server().register("ses-eve", "ses-eve");
        String unread = API + "/archive/messages/unread/";
        String eve = "ses-eve@" + node.server().domain();
        assertEquals(0, admin.get(unread + eve).expect(200).json().getInteger("count"));
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            bob.say("ses-eve", "one");
            bob.say("ses-eve", "two");
            bob.settle();
        }
        JsonObject two = Eventually.get(() -> admin.get(unread + eve).expect(200).json(), seen -> seen.getInteger("count") == 2);
        assertEquals(eve, two.getString("jid"));
        assertEquals(2, admin.get(unread + "ses-eve").expect(200).json().getInteger("count"));
        NativeClient.login(node.server(), "ses-eve").close();
        Eventually.get(() -> admin.get(unread + eve).expect(200).json(), seen -> seen.getInteger("count") == 0);

        assertEquals("unknown-user", admin.get(unread + "ses-nobody").expect(404).code());
        assertEquals("unknown-user", admin.get(unread + "x@elsewhere.example").expect(404).code());
        assertEquals("bad-jid", admin.get(unread + "@@").expect(400).code());
    }

    private static JsonObject message(String body) {
        return new JsonObject().put("body", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"body\":\"\"}", "{\"body\":17}", "[]", "{"})
    void whatIsNoMessageIsRefused(String body) {
        admin.post(API + "/messages/users", "application/json", body).expect(400);
        admin.post(SESSIONS + "/alice", "application/json", body).expect(400);
    }

    @Test
    void onlyAdminsSeeSessions() {
        ApiClient alice = node.api().withBasic("alice", "alice");
        List.of(SESSIONS, SESSIONS + "/alice", API + "/system/statistics/sessions", API + "/archive/messages/unread/alice")
                .forEach(path -> assertEquals("admins-only", alice.get(path).expect(403).code()));
        assertEquals("not-xml", admin.post(API + "/messages/users", message("\u0001")).expect(422).code());
    }
}
