package io.parley.admin.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups over HTTP, as the older API's clients use them. */
@WithParley
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupsApiIT {
    private static final String V1 = "/restapi/v1";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private static final String GROUPS = V1 + "/groups";
    private final ParleyNode node;
    private ApiClient admin;

    GroupsApiIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeAll
    void prepare() {
        List.of("grp-ann", "grp-ben").forEach(name -> node.server().register(name, name));
        admin = node.backEnd();
    }

    @Test
    void aGroupIsMadeChangedListedAndDeleted() {
        String domain = "@" + node.server().domain();
        admin.post(GROUPS, new JsonObject("""
                {"name":"night shift","description":"Who wakes","shared":true,"admins":["grp-ann"],"members":["Grp-Ben",
                 "nobody@far.example"],"unknown":{"a":1}}""")).expect(201);
        String one = GROUPS + "/night%20shift";
        JsonObject made = new JsonObject().put("name", "night shift").put("description", "Who wakes")
                .put("admins", new JsonArray().add("grp-ann" + domain))
                .put("members", new JsonArray().add("grp-ben" + domain).add("nobody@far.example")).put("shared", true);
        assertEquals(made, admin.get(one).expect(200).json());
        JsonArray listed = admin.get(GROUPS).expect(200).json().getJsonArray("groups");
        assertTrue(listed.contains(new JsonObject().put("name", "night shift").put("description", "Who wakes").put("shared", true)),
                listed.encode());
        assertEquals("group-exists", admin.post(GROUPS, new JsonObject().put("name", "night shift")).expect(409).code());

        admin.put(one, new JsonObject().put("name", "night shift").put("members", new JsonArray())).expect(200);
        assertEquals(made.copy().put("members", new JsonArray()), admin.get(one).expect(200).json());
        assertEquals("group-renamed", admin.put(one, new JsonObject().put("name", "day shift")).expect(400).code());

        admin.delete(one).expect(200);
        for (String code : List.of(admin.get(one).expect(404).code(), admin.delete(one).expect(404).code(),
                admin.put(one, new JsonObject().put("description", "x")).expect(404).code())) {
            assertEquals("unknown-group", code);
        }
    }

    @Test
    void groupsComeInPages() {
        for (int i = 0; i < 5; i++) {
            admin.post(GROUPS, new JsonObject().put("name", "page-" + i)).expect(201);
        }
        ApiResponse answer = admin.get(GROUPS + "?limit=2&after=page-1").expect(200);
        assertTrue(answer.header("Link").contains("after=page-3"), answer.header("Link"));
        JsonArray page = answer.json().getJsonArray("groups");
        assertEquals(List.of("page-2", "page-3"), page.stream().map(each -> ((JsonObject) each).getString("name")).toList());
        for (int i = 0; i < 5; i++) {
            admin.delete(GROUPS + "/page-" + i).expect(200);
        }
    }

    @Test
    void aUserHasGroups() {
        String own = V1 + "/users/grp-ann/groups";
        List.of("a1", "a2").forEach(name -> admin.post(GROUPS, new JsonObject().put("name", name)).expect(201));
        JsonObject both = new JsonObject().put("groupnames", new JsonArray().add("a1").add("a2"));
        admin.post(own, both).expect(201);
        admin.post(own, both).expect(201);
        assertEquals(both, admin.get(own).expect(200).json());
        assertEquals("unknown-group", admin.send(HttpMethod.DELETE, own, "application/json",
                new JsonObject().put("groupnames", new JsonArray().add("a1").add("nowhere")).toBuffer()).await().expect(404).code());
        admin.send(HttpMethod.DELETE, own, "application/json", new JsonObject().put("groupnames", new JsonArray().add("a1")).toBuffer())
                .await().expect(200);
        admin.delete(own + "/a2").expect(200);
        admin.delete(own + "/a2").expect(200);
        assertEquals(new JsonArray(), admin.get(own).expect(200).json().getJsonArray("groupnames"));
        admin.post(own + "/a1").expect(201);
        assertEquals("unknown-group", admin.post(own + "/nowhere").expect(404).code());
        for (String unknown : List.of("grp-nobody", "a%40b%40c", "x@far.example")) {
            assertEquals("unknown-user", admin.get(V1 + "/users/" + unknown + "/groups").expect(404).code());
            assertEquals("unknown-user", admin.post(V1 + "/users/" + unknown + "/groups/a1").expect(404).code());
        }
        List.of("a1", "a2").forEach(name -> admin.delete(GROUPS + "/" + name).expect(200));
    }

    @Test
    void whoIsDeletedLeavesNothingToWhoeverGetsTheNameNext() {
        JsonObject user = new JsonObject().put("username", "grp-gone").put("password", "grp-gone");
        admin.post(V1 + "/users", user).expect(201);
        admin.post(GROUPS, new JsonObject().put("name", "grp-kept").put("admins", JsonArray.of("grp-gone"))).expect(201);
        admin.post(V1 + "/sipaccounts", new JsonObject().put("username", "grp-gone").put("sipUsername", "4711").put("server", "sip.example"))
                .expect(201);
        String bookmark = V1 + "/bookmarks/" + admin.post(V1 + "/bookmarks", new JsonObject().put("type", "url").put("name", "x")
                .put("value", "https://example.org/").put("users", JsonArray.of("grp-gone"))).expect(201).json().getLong("bookmarkID");

        admin.delete(V1 + "/users/grp-gone").expect(200);
        admin.post(V1 + "/users", user).expect(201);
        assertEquals(new JsonArray(), admin.get(V1 + "/users/grp-gone/groups").expect(200).json().getJsonArray("groupnames"));
        assertEquals(new JsonArray(), admin.get(GROUPS + "/grp-kept").expect(200).json().getJsonArray("admins"));
        assertEquals(404, admin.get(V1 + "/sipaccounts/username/grp-gone").status());
        assertEquals(new JsonArray(), admin.get(bookmark).expect(200).json().getJsonArray("users"));
        for (String path : List.of(V1 + "/users/grp-gone", GROUPS + "/grp-kept", bookmark)) {
            admin.delete(path).expect(200);
        }
    }

    @Test
    void theSameInXml() {
        String domain = "@" + node.server().domain();
        ApiClient xml = admin.with("Accept", "application/xml");
        xml.post(GROUPS, "application/xml", "<group><name>x1</name><description>d</description><shared>true</shared><admins><admin>grp-ann"
                + "</admin></admins><members><member>grp-ben</member></members><more/></group>").expect(201);
        assertEquals(DECLARATION + "<group><name>x1</name><description>d</description><admins><admin>grp-ann" + domain
                + "</admin></admins><members><member>grp-ben" + domain + "</member></members><shared>true</shared></group>",
                xml.get(GROUPS + "/x1").expect(200).text());
        assertTrue(xml.get(GROUPS).expect(200).text().contains(
                "<group><name>x1</name><description>d</description><shared>true</shared></group>"));
        xml.send(HttpMethod.PUT, GROUPS + "/x1", "application/xml",
                Buffer.buffer("<group><name>x1</name><members/></group>")).await().expect(200);
        assertTrue(xml.get(GROUPS + "/x1").expect(200).text().contains("<members/>"));
        String own = V1 + "/users/grp-ben/groups";
        xml.post(own, "application/xml", "<groups><groupname>x1</groupname></groups>").expect(201);
        assertEquals(DECLARATION + "<groups><groupname>x1</groupname></groups>", xml.get(own).expect(200).text());
        xml.send(HttpMethod.DELETE, own, "application/xml", Buffer.buffer("<groups><groupname>x1</groupname></groups>"))
                .await().expect(200);
        assertEquals(DECLARATION + "<groups/>", xml.get(own).expect(200).text());
        assertEquals(400, xml.post(GROUPS, "application/xml", "<group><name>").status());
        assertEquals(400, xml.post(GROUPS, "application/xml", "<group><description>x</description></group>").status());
        admin.delete(GROUPS + "/x1").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{}", "{\"name\":null}", "{\"name\":7}", "{\"name\":\"\"}", "{\"name\":\" x\"}",
        "{\"name\":\"a\\u0007b\"}", "{\"name\":\"a\\nb\"}", "{\"name\":\"x\",\"members\":\"bob\"}", "{\"name\":\"x\",\"members\":[7]}",
        "{\"name\":\"x\",\"members\":[null]}", "{\"name\":\"x\",\"members\":[\"a b\"]}", "{\"name\":\"x\",\"admins\":[\"a@b/c\"]}",
        "{\"name\":\"x\",\"members\":[\"@\"]}", "{\"name\":\"x\",\"members\":[\"\"]}", "{\"name\":\"x\",\"shared\":\"maybe\"}",
        "{\"name\":\"x\",\"description\":\"\\u0000\"}"})
    void whatIsNoGroupIsRefused(String body) {
        int status = admin.send(HttpMethod.POST, GROUPS, "application/json", Buffer.buffer(body)).await().status();
        assertTrue(status == 400 || status == 422, body + ": " + status);
        assertEquals(404, admin.get(GROUPS + "/x").status(), "nothing was made");
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertEquals(400, admin.post(GROUPS, new JsonObject().put("name", "n".repeat(256))).status());
        assertEquals(400, admin.post(GROUPS, new JsonObject().put("name", "x").put("description", "d".repeat(4001))).status());
        assertEquals(400, admin.post(GROUPS, new JsonObject().put("name", "x").put("members", JsonArray.of("m".repeat(1100)))).status());
        JsonArray many = new JsonArray();
        for (int i = 0; i < 5001; i++) {
            many.add("user" + i);
        }
        assertEquals(400, admin.post(GROUPS, new JsonObject().put("name", "x").put("members", many)).status());
    }

    @Test
    void onlyAdminsAndBackEndsMay() {
        ApiClient user = node.api().withBasic("grp-ann", "grp-ann");
        assertEquals(403, user.get(GROUPS).status());
        assertEquals(403, user.post(GROUPS, new JsonObject().put("name", "mine")).status());
        assertEquals(403, user.get(V1 + "/users/grp-ann/groups").status());
        assertEquals(401, node.api().get(GROUPS).status());
        assertEquals(200, node.api().withBasic("admin", "admin").get(GROUPS).status());
    }

    @Test
    void whoDidItIsInTheAuditLog() {
        String group = "watched-group"; // nobody else's: the log is one for all
        admin.post(GROUPS, new JsonObject().put("name", group)).expect(201);
        admin.delete(GROUPS + "/" + group).expect(200);
        JsonArray logs = admin.get(V1 + "/logs/security?search=" + group).expect(200).json().getJsonArray("logs");
        assertEquals(List.of("group deleted", "group created"),
                logs.stream().map(entry -> ((JsonObject) entry).getString("summary")).toList());
    }
}
