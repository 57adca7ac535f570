package io.parley.admin.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is what in a room, directly and through groups, as the rooms themselves see it. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AffiliationsAdminIT {
    private static final String ROOMS = "/restapi/v1/chatrooms";
    private static final String GROUPS = "/restapi/v1/groups";
    private final ParleyNode node;
    private final ApiClient admin;

    AffiliationsAdminIT(ParleyNode node) {
        this.node = node;
        this.admin = node.backEnd();
    }

    private String make(String name, JsonObject more) {
        admin.post(ROOMS, new JsonObject().put("roomName", name).put("persistent", true).mergeIn(more)).expect(201);
        return ROOMS + "/" + name;
    }

    private void group(String name, String... members) {
        admin.post(GROUPS, new JsonObject().put("name", name).put("members", JsonArray.of((Object[]) members))).expect(201);
    }

    private void groups(String group, String... members) {
        admin.put(GROUPS + "/" + group, new JsonObject().put("members", JsonArray.of((Object[]) members))).expect(200);
    }

    private List<String> list(String room, String list) {
        return admin.get(room + "/" + list).expect(200).json().getJsonArray(list).stream().map(String::valueOf)
                .map(jid -> jid.replaceFirst("@.*", "")).toList();
    }

    /** As the room tells whoever owns it. */
    private String affiliation(String room, String user) {
        try (NativeClient owner = NativeClient.silent(node.server(), "admin")) {
            return Muc.affiliationOf(owner, room.substring(ROOMS.length() + 1), node.server().jid(user));
        }
    }

    @Test
    void listsAreGivenReplacedAndTaken() {
        String room = make("lists", new JsonObject().put("owners", JsonArray.of("alice")));
        admin.post(room + "/members", new JsonObject().put("members", JsonArray.of("bob", node.server().jid("carol")))).expect(201);
        assertEquals(List.of("bob", "carol"), list(room, "members"));
        assertEquals("member", affiliation(room, "carol"));

        admin.put(room + "/members", new JsonObject().put("members", JsonArray.of("carol", "expert1"))).expect(200);
        assertEquals(List.of("carol", "expert1"), list(room, "members"));
        assertEquals("none", affiliation(room, "bob"));

        admin.post(room + "/admins/carol").expect(201);
        admin.post(room + "/admins/carol").expect(201);
        assertEquals(List.of("expert1"), list(room, "members"));
        assertEquals("no-affiliation", admin.delete(room + "/members/carol").expect(409).code());
        admin.delete(room + "/admins/" + node.server().jid("Carol")).expect(200);
        assertEquals("no-affiliation", admin.delete(room + "/admins/carol").expect(409).code());

        admin.post(room + "/outcasts/bob").expect(201);
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            assertTrue(Muc.refusal(bob, "lists", null).contains("forbidden"));
        }
        admin.put(room + "/outcasts", new JsonObject().put("outcasts", new JsonArray())).expect(200);
        assertEquals("none", affiliation(room, "bob"));

        admin.put(room + "/owners", new JsonObject().put("owners", JsonArray.of("bob", "carol"))).expect(200);
        assertEquals(List.of("bob", "carol"), list(room, "owners"));
        assertEquals("none", affiliation(room, "alice"));
        assertEquals("no-owner-left", admin.put(room + "/owners", new JsonObject().put("owners", new JsonArray())).expect(409).code());
        admin.delete(room).expect(200);
    }

    @Test
    void membersOfAGroupHaveWhatTheGroupHasForAsLongAsTheyAreInIt() {
        group("nurses", "bob", "carol");
        String room = make("ward", new JsonObject().put("owners", JsonArray.of("alice")).put("members", JsonArray.of("carol"))
                .put("memberGroups", JsonArray.of("nurses")).put("membersOnly", true));
        assertEquals("member", affiliation(room, "bob"));
        assertEquals(List.of("carol"), list(room, "members"));
        JsonObject read = admin.get(room + "?expandGroups=true").expect(200).json();
        assertEquals(JsonArray.of("nurses"), read.getJsonArray("memberGroups"));
        assertEquals(JsonArray.of(node.server().jid("bob"), node.server().jid("carol")), read.getJsonArray("members"));
        try (NativeClient bob = NativeClient.login(node.server(), "bob")) {
            assertEquals("member", Muc.affiliation(Muc.enter(bob, "ward", null)));
        }

        admin.post(room + "/admins/group/nurses").expect(201);
        assertEquals("admin", affiliation(room, "carol"));
        assertEquals(List.of("carol"), list(room, "members"), "what is hers directly is told, whatever she has through the group");
        groups("nurses", "bob", "expert1");
        assertEquals("member", affiliation(room, "carol"));
        assertEquals("admin", affiliation(room, "expert1"));
        admin.delete(room + "/admins/group/nurses").expect(200);
        assertEquals("member", affiliation(room, "expert1"));
        assertEquals("no-affiliation", admin.delete(room + "/admins/group/nurses").expect(409).code());

        admin.delete(GROUPS + "/nurses").expect(200);
        assertEquals("none", affiliation(room, "bob"));
        assertEquals("none", affiliation(room, "expert1"));
        assertEquals("member", affiliation(room, "carol"));
        assertEquals(new JsonArray(), admin.get(room).expect(200).json().getJsonArray("memberGroups"));
        assertEquals("unknown-group", admin.post(room + "/members/group/nurses").expect(404).code());
        admin.delete(room).expect(200);
    }

    @Test
    void whatTwoGroupsGiveIsLostWithTheSecond() {
        group("day", "bob");
        group("night", "bob");
        String room = make("shifts", new JsonObject().put("memberGroups", JsonArray.of("day", "night")));
        groups("day");
        assertEquals("member", affiliation(room, "bob"));
        groups("night");
        assertEquals("none", affiliation(room, "bob"));

        groups("day", "bob");
        admin.post(room + "/members/bob").expect(201);
        groups("day");
        assertEquals("member", affiliation(room, "bob"), "given directly while he had it through the group");
        groups("day", "bob");
        admin.delete(room + "/members/bob").expect(200);
        assertEquals("member", affiliation(room, "bob"));
        admin.post(room + "/outcasts/bob").expect(201);
        assertEquals("outcast", affiliation(room, "bob"), "who is banned directly stays banned");
        admin.delete(room + "/outcasts/bob").expect(200);
        assertEquals("member", affiliation(room, "bob"));

        admin.put(room, new JsonObject().put("memberGroups", new JsonArray()).put("outcastGroups", JsonArray.of("day"))).expect(200);
        assertEquals("outcast", affiliation(room, "bob"));
        List.of("day", "night").forEach(name -> admin.delete(GROUPS + "/" + name).expect(200));
        Eventually.get(() -> affiliation(room, "bob"), "none"::equals);
        admin.delete(room).expect(200);
    }

    @Test
    void twoAdminsWhoChangeTheSameRoomAtOnceBothCount() {
        String room = make("both", new JsonObject().put("owners", JsonArray.of("alice")));
        Future<ApiResponse> one = admin.send(HttpMethod.PUT, room, "application/json",
                new JsonObject().put("naturalName", "one").put("members", JsonArray.of("bob", "carol")).toBuffer());
        Future<ApiResponse> other = admin.send(HttpMethod.PUT, room, "application/json",
                new JsonObject().put("description", "other").put("admins", JsonArray.of("expert1")).toBuffer());
        Future<ApiResponse> third = admin.send(HttpMethod.POST, room + "/outcasts/expert2", null, null);
        Await.await(one).expect(200);
        Await.await(other).expect(200);
        Await.await(third).expect(201);

        JsonObject read = admin.get(room).expect(200).json();
        assertEquals("one", read.getString("naturalName"));
        assertEquals("other", read.getString("description"));
        assertEquals(List.of("bob", "carol"), list(room, "members"));
        assertEquals(List.of("expert1"), list(room, "admins"));
        assertEquals(List.of("expert2"), list(room, "outcasts"));
        admin.delete(room).expect(200);
    }

    @Test
    void aRoomThatWasMadeAnewKnowsNothingOfTheOldOnesGroups() {
        group("old", "bob");
        String room = make("anew", new JsonObject().put("memberGroups", JsonArray.of("old")));
        admin.delete(room).expect(200);
        make("anew", new JsonObject());
        groups("old", "bob", "carol");
        assertEquals("none", affiliation(room, "carol"));
        assertEquals(new JsonArray(), admin.get(room).expect(200).json().getJsonArray("memberGroups"));
        admin.delete(room).expect(200);
        admin.delete(GROUPS + "/old").expect(200);
    }

    @Test
    void inARoomThatIsNotThereNobodyIsAnything() {
        String room = ROOMS + "/nowhere";
        List.of(admin.get(room + "/owners"), admin.put(room + "/members", new JsonObject().put("members", JsonArray.of("bob"))),
                admin.post(room + "/admins/bob"), admin.delete(room + "/admins/bob"), admin.post(room + "/members/group/x"),
                admin.delete(room + "/members/group/x")).forEach(answer -> assertEquals("unknown-room", answer.expect(404).code()));
        assertEquals(404, admin.get(room).status(), "and asking has made none");
    }
}
