package io.parley.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two admins and a back-end work; whoever may reads who of them did what. */
@WithParley
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditLogApiIT {
    private static final String LOG = "/restapi/v1/logs/security";
    private static final String GROUPS = "/restapi/v1/groups";

    private final ParleyNode node;
    private final String name = "logbook-" + UUID.randomUUID();
    private ApiClient admin;
    private ApiClient backEnd;

    AuditLogApiIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeAll
    void work() {
        backEnd = node.backEnd();
        admin = node.api().withBasic("admin", "admin");
        JsonObject group = new JsonObject().put("name", name);
        admin.post(GROUPS, group).expect(201);
        backEnd.post(GROUPS, group).expect(409);
        backEnd.delete(GROUPS + "/" + name).expect(200);
    }

    private List<JsonObject> entries(String query) {
        return admin.get(LOG + "?search=" + name + query).expect(200).json().getJsonArray("logs").stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void whoDidWhatAndHowItEndedIsTold() {
        List<JsonObject> told = entries("");
        assertEquals(List.of("master secret", "master secret", "admin"), told.stream().map(entry -> entry.getString("username")).toList());
        assertEquals(List.of("done", "group-exists", "done"), told.stream().map(entry -> entry.getString("outcome")).toList());
        assertEquals(List.of("group deleted", "group created", "group created"),
                told.stream().map(entry -> entry.getString("summary")).toList());
        told.forEach(entry -> assertEquals("127.0.0.1", entry.getString("node")));
    }

    @Test
    void itIsSearchedAndComesInParts() {
        assertEquals(1, entries("&username=admin").size());
        assertEquals(entries("").subList(1, 2), entries("&offset=1&limit=1"));
        assertEquals(3, entries("&startTime=0&endTime=" + Instant.now().plusSeconds(60).getEpochSecond()).size());
        assertEquals(List.of(), entries("&endTime=1"));
        assertEquals(new JsonArray(), admin.get(LOG + "?username=nobody").expect(200).json().getJsonArray("logs"));
    }

    @Test
    void itIsReadInXmlByThePluginsClients() {
        String xml = admin.get("/plugins/restapi/v1/logs/security?limit=1&username=admin&search=" + name).expect(200).text();
        assertTrue(xml.contains("<logs><log><logId>"), xml);
        assertTrue(xml.contains("<username>admin</username>") && xml.contains("<target>" + name + "</target>"), xml);
    }

    @Test
    void onlyAdminsReadIt() {
        assertEquals("admins-only", node.api().withBasic("alice", "alice").get(LOG).expect(403).code());
        node.api().get(LOG).expect(401);
    }

    @Test
    void nobodyChangesIt() {
        admin.delete(LOG).expect(405);
        admin.post(LOG, new JsonObject()).expect(405);
        assertFalse(entries("").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=abc", "limit=0", "limit=1001", "offset=-1", "startTime=soon", "username=", "limit=1&limit=2"})
    void whatIsNoQuestionIsRefused(String query) {
        assertEquals("invalid-input", admin.get(LOG + "?" + query).expect(400).code());
    }
}
