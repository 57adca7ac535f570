package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.FastpathCommand.ChangeWorkgroup;
import io.parley.bus.FastpathCommand.CreateWorkgroup;
import io.parley.bus.FastpathCommand.DeleteWorkgroup;
import io.parley.bus.FastpathCommand.GetSettings;
import io.parley.bus.FastpathCommand.ListSettings;
import io.parley.bus.FastpathReply.AllSettings;
import io.parley.bus.Problem;
import io.parley.bus.WorkgroupSettings;
import io.parley.bus.WorkgroupSettings.Hours;
import io.parley.bus.WorkgroupSettings.Member;
import io.parley.bus.WorkgroupSettings.OpeningHours;
import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making and changing workgroups. */
class WorkgroupAdminApiTest extends QuestionTest {
    private static final String ADMIN = V1 + "/ask/admin";
    private static final String ONE = ADMIN + "/diabetes";
    private static final List<Member> BOTH = List.of(new Member("expert1", null, null), new Member("expert2@example.org", null, null));

    @BeforeEach
    void answerWithWhatThereIs() {
        WorkgroupSettings settings = settings(BOTH, List.of(), null);
        queue.answer(CreateWorkgroup.class, settings);
        queue.answer(ChangeWorkgroup.class, settings);
        queue.answer(GetSettings.class, settings);
        queue.answer(ListSettings.class, new AllSettings(List.of(settings)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"expert1, expert2@example.org,\"", "[\"expert1\",\"expert2@example.org\"]",
        "[{\"username\":\"expert1\"},\"expert2@example.org\"]",
        "[{\"username\":\"expert1\",\"unknown\":1},{\"username\":\"expert2@example.org\"}]"})
    void membersAreWrittenInAnyOfTheWaysThatClientsKnow(String members) {
        String body = "{\"name\":\"diabetes\",\"members\":" + members + ",\"unknown\":{\"a\":1}}";

        master.post(ADMIN, new JsonObject(body)).expect(201);
        assertEquals(new CreateWorkgroup(settings(BOTH, null, null)), queue.last().command());
        master.post(ADMIN, body).expect(201);
        assertEquals(new CreateWorkgroup(settings(BOTH, null, null)), queue.last().command());
    }

    @Test
    void membersHaveSkillsAndWorkgroupsHaveHours() {
        JsonObject body = new JsonObject("""
                {"name":"diabetes","members":[{"username":"expert1","skills":["insulin"],"maxChats":2}],"supervisors":"boss, chief",
                 "openingHours":{"timeZone":"Europe/Berlin","weekly":{"monday":[{"from":"09:00","to":"24:00"}]},"exceptions":[]}}""");

        master.post(ADMIN, body).expect(201);

        OpeningHours hours = new OpeningHours("Europe/Berlin", Map.of("monday", List.of(new Hours("09:00", "24:00"))), List.of());
        assertEquals(new CreateWorkgroup(settings(List.of(new Member("expert1", List.of("insulin"), 2)), List.of("boss", "chief"), hours)),
                queue.last().command());
    }

    @Test
    void aChangeNamesWhatChanges() {
        master.post(ONE, new JsonObject().put("offerTimeout", 30).put("open", true)).expect(200);

        WorkgroupSettings change = ((ChangeWorkgroup) queue.last().command()).change();
        assertEquals(List.of(30, true), List.of(change.offerTimeout(), change.open()));
        assertEquals(new JsonObject().put("offerTimeout", 30).put("open", true), JsonObject.mapFrom(change), "and nothing else");
    }

    @Test
    void theOlderApiChangedMembersByText() {
        master.post(ONE, "expert1,expert2@example.org").expect(200);

        assertEquals(new ChangeWorkgroup("diabetes", new WorkgroupSettings(null, null, null, null, null, null, BOTH, null, null, null, null,
                null, null, null, null, null, null, null, null)), queue.last().command());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"no spaces\"}", "{\"name\":\"\"}", "{\"name\":\"a\",\"strategy\":\"random\"}",
        "{\"name\":\"a\",\"members\":7}", "{\"name\":\"a\",\"members\":[{\"skills\":[]}]}", "{\"name\":\"a\",\"offerTimeout\":\"20\"}",
        "{\"name\":\"a\",\"openingHours\":{\"weekly\":{\"noday\":[]}}}",
        "{\"name\":\"a\",\"openingHours\":{\"weekly\":{\"monday\":[{\"from\":\"9\",\"to\":\"17\"}]}}}"})
    void whatIsNoWorkgroupIsRefused(String body) {
        assertEquals("invalid-input", master.post(ADMIN, new JsonObject(body)).expect(400).code());
        assertEquals(List.of(), queue.asked);
    }

    @Test
    void settingsAreReadAndWorkgroupsDeleted() {
        assertEquals("expert1", master.get(ONE).expect(200).json().getJsonArray("members").getJsonObject(0).getString("username"));
        assertEquals(new GetSettings("diabetes"), queue.last().command());
        assertEquals(1, master.get(ADMIN).expect(200).json().getJsonArray("workgroups").size());
        master.delete(ONE).expect(200);
        assertEquals(new DeleteWorkgroup("diabetes"), queue.last().command());
        queue.refuse(CreateWorkgroup.class, Problem.conflict("workgroup-exists", "There is one of this name."));
        assertEquals("workgroup-exists", master.post(ADMIN, new JsonObject().put("name", "diabetes")).expect(409).code());
    }

    @Test
    void adminsMayAndNobodyElse() {
        ApiClient root = user("root");
        root.get(ADMIN).expect(200);
        assertEquals("root", caller().user());
        queue.asked.clear();
        ApiClient alice = user("alice");

        for (ApiResponse refused : List.of(alice.get(ADMIN), alice.post(ADMIN, new JsonObject().put("name", "a")), alice.get(ONE),
                alice.post(ONE, "alice"), alice.delete(ONE))) {
            assertEquals("admins-only", refused.expect(403).code());
        }
        assertEquals("credentials-missing", nobody.get(ADMIN).expect(401).code());
        assertEquals(List.of(), queue.asked);
    }

    private static WorkgroupSettings settings(List<Member> members, List<String> supervisors, OpeningHours hours) {
        return new WorkgroupSettings("diabetes", null, null, null, null, null, members, supervisors, null, null, null, null, null, null,
                null, null, null, null, hours);
    }
}
