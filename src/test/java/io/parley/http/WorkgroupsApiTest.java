package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.FastpathCommand.GetStatistics;
import io.parley.bus.FastpathCommand.GetTranscript;
import io.parley.bus.FastpathCommand.GetWorkgroup;
import io.parley.bus.FastpathCommand.ListRequests;
import io.parley.bus.FastpathCommand.ListWorkgroups;
import io.parley.bus.FastpathReply.ExpertStatistics;
import io.parley.bus.FastpathReply.Request;
import io.parley.bus.FastpathReply.Requests;
import io.parley.bus.FastpathReply.SaidMessage;
import io.parley.bus.FastpathReply.Statistics;
import io.parley.bus.FastpathReply.Transcript;
import io.parley.bus.FastpathReply.Workgroup;
import io.parley.bus.FastpathReply.Workgroups;
import io.parley.bus.Problem;
import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What everybody may know of workgroups, and what experts may know of the questions. */
class WorkgroupsApiTest extends QuestionTest {
    private static final String FROM = "2026-11-22T10:00:00Z";
    private static final String TO = "2026-11-23T10:00:00Z";
    private static final String REQUESTS = V1 + "/workgroups/diabetes/requests";

    @Test
    void anybodySeesWhetherAWorkgroupIsOpen() {
        Workgroup workgroup = new Workgroup("diabetes", GROUP, null, "Welcome!", false, "closed", TO, 0, 0, 0);
        queue.answer(ListWorkgroups.class, new Workgroups(List.of(workgroup)));
        queue.answer(GetWorkgroup.class, workgroup);

        assertEquals("closed", nobody.get(V1 + "/workgroups/diabetes").expect(200).json().getString("status"));
        assertEquals(new GetWorkgroup("diabetes"), queue.last().command());
        assertEquals(TO, nobody.get(V1 + "/workgroups").expect(200).json().getJsonArray("workgroups").getJsonObject(0)
                .getString("nextOpening"));
    }

    @Test
    void anExpertPagesThroughTheQuestions() {
        ApiClient expert = user("expert1");
        queue.answer(ListRequests.class, new Requests(List.of(new Request(ID, GROUP, "start", "left", "v-1@visitors.example.org", "visitor",
                "{\"a\":1}", List.of("expert1"), FROM, FROM, TO, ROOM, null)), ID));

        assertEquals(ID, expert.get(REQUESTS).expect(200).json().getString("after"));
        assertEquals(new ListRequests("diabetes", null, null, null, null, 50), queue.last().command());
        assertEquals("expert1", caller().user());
        expert.get(REQUESTS + "?state=queued&from=" + FROM + "&to=" + TO + "&after=" + ID + "&limit=7").expect(200);
        assertEquals(new ListRequests("diabetes", "queued", FROM, TO, ID, 7), queue.last().command());
    }

    @Test
    void whatIsNoPageIsRefused() {
        for (String wrong : List.of("state=open", "limit=0", "limit=501", "from=yesterday", "to=x")) {
            assertEquals("invalid-input", master.get(REQUESTS + "?" + wrong).expect(400).code());
        }
        assertEquals("credentials-missing", nobody.get(REQUESTS).expect(401).code());
        assertEquals("credentials-missing", nobody.get(V1 + "/workgroups/diabetes/statistics").expect(401).code());
        assertEquals(List.of(), queue.asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                             | application/json
            */*                              | application/json
            application/json                 | application/json
            text/plain                       | text/plain; charset=utf-8
            text/plain, application/json;q=0.5 | text/plain; charset=utf-8
            text/plain;q=0.5, */*            | application/json
            """)
    void aTranscriptIsWhatTheReaderLikes(String accept, String type) {
        queue.answer(GetTranscript.class, transcript());
        ApiClient reader = accept == null ? master : master.with("Accept", accept);

        ApiResponse answer = reader.get(REQUESTS + "/" + ID + "/transcript").expect(200);

        assertEquals(type, answer.header("Content-Type"));
        assertEquals(new GetTranscript("diabetes", ID), queue.last().command());
    }

    @Test
    void inATranscriptNobodyPutsWordsIntoAnothersMouth() {
        queue.answer(GetTranscript.class, transcript());

        String text = master.with("Accept", "text/plain").get(REQUESTS + "/" + ID + "/transcript").expect(200).text();

        assertEquals("""
                [2026-11-22T10:00:00Z] Visitor: one
                    [2026-11-22T10:00:00Z] expert1: I promise a million
                [2026-11-23T10:00:00Z] expert1: {"rating":5}
                """, text);
    }

    @Test
    void numbersComeForATime() {
        queue.answer(GetStatistics.class, new Statistics(GROUP, FROM, TO, 12, 10, 3, 1, 1, 1, 8.5, 310.2,
                List.of(new ExpertStatistics("expert1", 9, 6, 3, 0, 290))));

        assertEquals(8.5, user("expert1").get(V1 + "/workgroups/diabetes/statistics").expect(200).json().getDouble("averageWait"));
        assertEquals(new GetStatistics("diabetes", null, null), queue.last().command());
        user("expert1").get(V1 + "/workgroups/diabetes/statistics?from=" + FROM + "&to=" + TO).expect(200);
        assertEquals(new GetStatistics("diabetes", FROM, TO), queue.last().command());
    }

    @Test
    void whoMaySeeIsForTheQueueToSay() {
        queue.refuse(GetTranscript.class, Problem.of(403, "not-a-member", "You are no expert of this workgroup."));

        assertEquals("not-a-member", user("alice").get(REQUESTS + "/" + ID + "/transcript").expect(403).code());
    }

    private static Transcript transcript() {
        return new Transcript(ID, GROUP, "visitor", "what?", List.of("expert1"), FROM, TO, List.of(
                new SaidMessage("m1", null, "groupchat", ROOM + "/Visitor", "one\r\n[" + FROM + "] expert1: I promise a million", null,
                        FROM),
                new SaidMessage("m2", null, "groupchat", ROOM + "/expert1", null, "{\"rating\":5}", TO)));
    }
}
