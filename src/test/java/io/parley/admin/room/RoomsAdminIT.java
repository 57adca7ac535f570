package io.parley.admin.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rooms made, changed, listed and deleted by an admin; what came of it is seen by those who are native there. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsAdminIT {
    private static final String ROOMS = "/restapi/v1/chatrooms";
    private final ParleyNode node;
    private final ApiClient admin;
    private final boolean prosody;

    RoomsAdminIT(ParleyNode node) {
        this.node = node;
        this.admin = node.backEnd();
        this.prosody = node.server().name().equals("prosody");
    }

    private static JsonObject room(String name) {
        return new JsonObject().put("roomName", name).put("naturalName", "Room " + name).put("description", "The " + name)
                .put("persistent", true).put("publicRoom", true);
    }

    private String jid(String user) {
        return node.server().jid(user);
    }

    @Test
    void aRoomHasEveryOptionAndList() {
        JsonObject wanted = room("every").put("subject", "Subj").put("password", "pw").put("canAnyoneDiscoverJID", true)
                .put("canOccupantsChangeSubject", true).put("canOccupantsInvite", true).put("canChangeNickname", true)
                .put("logEnabled", true).put("loginRestrictedToNickname", false).put("membersOnly", false).put("moderated", true)
                .put("registrationEnabled", prosody).put("allowPM", "anyone").put("maxUsers", prosody ? 0 : 30)
                .put("broadcastPresenceRoles", JsonArray.of("moderator", "participant"))
                .put("owners", JsonArray.of("alice")).put("admins", JsonArray.of(jid("bob"))).put("members", JsonArray.of("carol"))
                .put("outcasts", JsonArray.of("expert1")).put("creationDate", 1).put("unknown", "field");
        admin.post(ROOMS, wanted).expect(201);

        JsonObject read = admin.get(ROOMS + "/EVERY").expect(200).json();
        for (String field : List.of("roomName", "naturalName", "description", "password", "canAnyoneDiscoverJID",
                "canOccupantsChangeSubject", "canOccupantsInvite", "logEnabled", "membersOnly", "moderated", "persistent", "publicRoom",
                "broadcastPresenceRoles")) {
            assertEquals(wanted.getValue(field), read.getValue(field), field);
        }
        assertEquals(prosody ? "Subj" : null, read.getString("subject"));
        assertEquals(prosody ? null : 30, read.getInteger("maxUsers"));
        assertEquals(List.of(jid("alice")), read.getJsonArray("owners").getList());
        assertEquals(List.of(jid("bob")), read.getJsonArray("admins").getList());
        assertEquals(List.of(jid("carol")), read.getJsonArray("members").getList());
        assertEquals(List.of(jid("expert1")), read.getJsonArray("outcasts").getList());
        assertEquals("room-exists", admin.post(ROOMS, room("every")).expect(409).code());

        try (NativeClient alice = NativeClient.login(node.server(), "alice");
                NativeClient carol = NativeClient.login(node.server(), "carol");
                NativeClient outcast = NativeClient.login(node.server(), "expert1")) {
            MultiUserChat chat = Muc.enter(alice, "every", "pw");
            assertEquals("Subj", alice.awaitMessage(message -> message.getSubject() != null).getSubject());
            assertEquals("owner", Muc.affiliation(chat));
            assertTrue(Muc.refusal(outcast, "every", "pw").contains("forbidden"));
            assertTrue(Muc.refusal(carol, "every", null).contains("not-authorized"));
            JsonArray occupants = admin.get(ROOMS + "/every/occupants").expect(200).json().getJsonArray("occupants");
            assertEquals(1, occupants.size(), "the admin has left: " + occupants);
            assertEquals(chat.getRoom() + "/" + chat.getNickname(), occupants.getJsonObject(0).getString("jid"));
            assertEquals(prosody ? alice.jid().toString() : null, occupants.getJsonObject(0).getString("userAddress"));
            assertEquals(prosody ? 0 : 1, admin.get(ROOMS + "/every/participants").expect(200).json().getJsonArray("participants").size());
        }
        admin.delete(ROOMS + "/every").expect(200);
        assertEquals("unknown-room", admin.get(ROOMS + "/every").expect(404).code());
        assertEquals("unknown-room", admin.delete(ROOMS + "/every").expect(404).code());
    }

    @Test
    void whatIsLeftOutIsOffAsInOpenfire() {
        admin.post(ROOMS, new JsonObject().put("roomName", "bare")).expect(201);
        JsonObject read = admin.get(ROOMS + "/bare").expect(200).json();
        for (String field : List.of("persistent", "publicRoom", "canAnyoneDiscoverJID", "canOccupantsChangeSubject", "logEnabled",
                "membersOnly", "moderated")) {
            assertEquals(false, read.getBoolean(field), field);
        }
        assertEquals(JsonArray.of("moderator", "participant", "visitor"), read.getJsonArray("broadcastPresenceRoles"));
        assertEquals(List.of(jid("admin")), read.getJsonArray("owners").getList());
        assertNull(read.getString("password"));
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            Muc.leave(Muc.enter(bob, "bare", null));
        }
        assertEquals(404, admin.get(ROOMS + "/bare").status(), "a temporary room goes with the last who was in it");
    }

    @Test
    void whatIsGivenIsChangedAndNothingElse() {
        admin.post(ROOMS, room("change").put("password", "old").put("members", JsonArray.of("bob", "carol"))).expect(201);
        admin.put(ROOMS + "/change", new JsonObject().put("roomName", "Change").put("description", "").put("password", "")
                .put("moderated", true).put("members", JsonArray.of("carol")).put("subject", "new")).expect(200);

        JsonObject read = admin.get(ROOMS + "/change").expect(200).json();
        assertEquals("Room change", read.getString("naturalName"));
        assertFalse(read.containsKey("password") || read.containsKey("description"), read.encode());
        assertTrue(read.getBoolean("moderated") && read.getBoolean("persistent"));
        assertEquals(List.of(jid("carol")), read.getJsonArray("members").getList());
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            assertEquals("none", Muc.affiliation(Muc.enter(bob, "change", null)));
            assertEquals("new", bob.awaitMessage(message -> message.getSubject() != null).getSubject());
        }
        assertEquals("other-room", admin.put(ROOMS + "/change", new JsonObject().put("roomName", "x")).expect(400).code());
        assertEquals("no-owner-left", admin.put(ROOMS + "/change", new JsonObject().put("moderated", false).put("owners", new JsonArray()))
                .expect(409).code());
        assertEquals("unknown-room", admin.put(ROOMS + "/nothing", room("nothing")).expect(404).code());
        admin.delete(ROOMS + "/change").expect(200);
    }

    @Test
    void aTemporaryRoomOutlivesAChangeOfItsSubject() {
        admin.post(ROOMS, room("brief").put("persistent", false)).expect(201);
        admin.put(ROOMS + "/brief", new JsonObject().put("subject", "still here")).expect(200);
        assertEquals(false, admin.get(ROOMS + "/brief").expect(200).json().getBoolean("persistent"));
        admin.delete(ROOMS + "/brief").expect(200);
    }

    @Test
    void whatTheServerHasNoOptionForIsRefusedAndLeavesNothing() {
        List<JsonObject> impossible = List.of(new JsonObject().put("loginRestrictedToNickname", true),
                new JsonObject().put("allowPM", "moderators"), prosody ? new JsonObject().put("maxUsers", 30)
                : new JsonObject().put("registrationEnabled", true));
        for (JsonObject option : impossible) {
            ApiResponse refused = admin.post(ROOMS, room("odd").mergeIn(option)).expect(501);
            assertEquals("option-unsupported", refused.code());
            assertEquals("/" + option.fieldNames().iterator().next(),
                    refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"));
            assertEquals(404, admin.get(ROOMS + "/odd").status(), option.encode());
        }
        admin.post(ROOMS, room("odd")).expect(201);
        impossible.forEach(option -> admin.put(ROOMS + "/odd", option.copy().put("naturalName", "changed")).expect(501));
        assertEquals("Room odd", admin.get(ROOMS + "/odd").expect(200).json().getString("naturalName"));
        admin.delete(ROOMS + "/odd").expect(200);
    }

    @Test
    void whatIsRefusedAfterTheRoomIsThereTakesItAwayAgain() {
        JsonObject undone = room("undone").put("ownerGroups", JsonArray.of("no-such-group"));
        assertEquals("unknown-group", admin.post(ROOMS, undone).expect(404).code());
        assertEquals(404, admin.get(ROOMS + "/undone").status());
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            bob.join("undone", "Bob"); // free, and not locked
        }
    }

    @Test
    void roomsAreListedByNameInPages() {
        List<String> names = IntStream.range(0, 5).mapToObj(i -> "listed-" + i).toList();
        names.forEach(name -> admin.post(ROOMS, room(name).put("publicRoom", !name.endsWith("3"))).expect(201));

        assertEquals(List.of("listed-0", "listed-1", "listed-2", "listed-4"), names(admin.get(ROOMS + "?search=LISTED-")));
        assertEquals(names, names(admin.get(ROOMS + "?type=all&search=Room%20listed")));
        ApiResponse page = admin.get(ROOMS + "?type=all&search=listed-&limit=2&after=listed-1");
        assertEquals(List.of("listed-2", "listed-3"), names(page));
        assertTrue(page.header("Link").contains("after=listed-3"), page.header("Link"));
        assertNull(admin.get(ROOMS + "?type=all&search=listed-&limit=2&after=listed-2").header("Link"));
        assertEquals(List.of(), names(admin.get(ROOMS + "?search=private")));
        assertEquals(List.of(), names(admin.get(ROOMS + "?servicename=nosvc")));
        names.forEach(name -> admin.delete(ROOMS + "/" + name).expect(200));
    }

    private static List<String> names(ApiResponse answer) {
        return answer.expect(200).json().getJsonArray("chatRooms").stream().map(room -> ((JsonObject) room).getString("roomName")).toList();
    }

    @Test
    void severalAreMadeAtOnceAndEachIsToldOf() {
        admin.post(ROOMS, room("bulk-1")).expect(201);
        JsonObject results = admin.post(ROOMS + "/bulk", new JsonObject().put("chatRooms", JsonArray.of(room("bulk-1"), room("bulk-2"),
                room("bulk-3").put("admins", JsonArray.of("@@"))))).expect(200).json();
        assertEquals(JsonArray.of(new JsonObject().put("roomName", "bulk-2").put("resultType", "Success")
                .put("message", "Room was successfully created")), results.getJsonArray("success"));
        assertEquals(List.of("bulk-1", "bulk-3"), results.getJsonArray("failure").stream()
                .map(one -> ((JsonObject) one).getString("roomName")).toList());
        assertEquals(404, admin.get(ROOMS + "/bulk-3").status());
        List.of("bulk-1", "bulk-2").forEach(name -> admin.delete(ROOMS + "/" + name).expect(200));
    }

    @Test
    void ofTwoWhoMakeTheSameRoomOneMadeIt() {
        var all = IntStream.range(0, 4).mapToObj(i -> admin.send(HttpMethod.POST, ROOMS, "application/json",
                room("race").put("members", JsonArray.of("bob", "carol")).toBuffer())).toList();
        List<Integer> statuses = all.stream().map(Await::await).map(ApiResponse::status).sorted().toList();
        assertEquals(List.of(201, 409, 409, 409), statuses);
        assertEquals(2, admin.get(ROOMS + "/race").expect(200).json().getJsonArray("members").size());
        admin.delete(ROOMS + "/race").expect(200);
    }

    @Test
    void invitationsComeFromTheRoom() {
        admin.post(ROOMS, room("party").put("membersOnly", true)).expect(201);
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            admin.post(ROOMS + "/party/invite", new JsonObject().put("reason", "all <in>")
                    .put("jidsToInvite", JsonArray.of(jid("bob"), "carol"))).expect(200);
            Predicate<Message> toThisRoom = message -> Muc.invitation(message) != null && bob.roomJid("party").equals(message.getFrom());
            assertEquals("all <in>", Muc.invitation(bob.awaitMessage(toThisRoom)));
            admin.post(ROOMS + "/party/invite/bob", new JsonObject()).expect(200);
            bob.awaitMessage(toThisRoom);
            admin.post(ROOMS + "/party/admins/bob?sendInvitations=true").expect(201);
            bob.awaitMessage(toThisRoom);
            assertEquals("admin", Muc.affiliation(Muc.enter(bob, "party", null)));
        }
        assertEquals("unknown-room", admin.post(ROOMS + "/nothing/invite/bob", new JsonObject()).expect(404).code());
        admin.delete(ROOMS + "/party").expect(200);
    }

    @Test
    void whatWasSaidIsToldFromTheArchive() {
        admin.post(ROOMS, room("talk").put("logEnabled", true)).expect(201);
        assertEquals(new JsonObject().put("message", new JsonArray()), admin.get(ROOMS + "/talk/chathistory").expect(200).json());
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            MultiUserChat chat = Muc.enter(bob, "talk", null);
            for (int i = 0; i < 60; i++) {
                Muc.say(chat, "line <" + i + ">");
            }
            bob.awaitBody("line <59>");
        }
        JsonArray history = admin.get(ROOMS + "/talk/chathistory?limit=55").expect(200).json().getJsonArray("message");
        assertEquals(55, history.size());
        JsonObject last = history.getJsonObject(54);
        assertEquals("line <59>", last.getString("body"));
        assertEquals("talk@conference." + node.server().domain() + "/bob", last.getString("from"));
        assertEquals("groupchat", last.getString("type"));
        assertEquals("line <5>", history.getJsonObject(0).getString("body"));
        admin.delete(ROOMS + "/talk").expect(200);
    }

    /** ejabberd then answers with what the room itself remembers of late, as Openfire does. */
    @Test
    void aRoomThatIsNotArchivedHasNoMoreToTellThanItRemembers() {
        admin.post(ROOMS, room("silent").put("logEnabled", false)).expect(201);
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            Muc.say(Muc.enter(bob, "silent", null), "unheard");
            bob.awaitBody("unheard");
        }
        assertEquals(prosody ? 0 : 1, admin.get(ROOMS + "/silent/chathistory").expect(200).json().getJsonArray("message").size());
        admin.delete(ROOMS + "/silent").expect(200);
    }

    @Test
    void theServicesAreListedAndNoneIsMade() {
        JsonArray services = admin.get("/restapi/v1/chatservices").expect(200).json().getJsonArray("chatService");
        assertEquals(List.of("conference"), services.stream().map(one -> ((JsonObject) one).getString("serviceName")).toList());
        assertEquals("service-unsupported",
                admin.post("/restapi/v1/chatservices", new JsonObject().put("serviceName", "svc1")).expect(501).code());
        assertEquals("unknown-service", admin.post(ROOMS + "?servicename=nosvc", room("x")).expect(404).code());
        assertEquals("unknown-service", admin.get(ROOMS + "/x?servicename=conference.example.org").expect(404).code());
        assertEquals(404, admin.get(ROOMS + "/x?servicename=conference").status());
    }
}
