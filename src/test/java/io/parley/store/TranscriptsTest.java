package io.parley.store;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.FastpathReply.Said;
import io.parley.bus.FastpathReply.SaidMessage;
import io.parley.bus.FastpathReply.Transcript;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptsTest {
    private static final String DATA = "{\"body\":\"Hi \\u00fc\",\"price\":1.10,\"big\":12345678901234567890.5,\"in\":{\"data\":[1,{}]}}";
    @TempDir
    Path directory;
    private FastpathRows rows;
    private Transcripts transcripts;

    @BeforeEach
    void open() {
        rows = new FastpathRows(directory);
        transcripts = new Transcripts(rows.store());
        rows.request("r1", 1000, "meta_data", "{\"question\":\"Why \\\"me\\\"?\"}", "ended_at", 1_100_000L);
        rows.offer("r1", "expert1", 1001, "accepted_at", 1_002_000L);
        rows.offer("r1", "expert2", 1001, "outcome", "rejected");
        rows.event("r1", false, "{\"type\":\"update-queue\",\"position\":1}");
        rows.event("r1", true, "{\"type\":\"groupchat\",\"id\":\"m1\",\"stanzaId\":\"s1\",\"from\":\"r1@c/Expert\",\"to\":\"v\","
                + "\"body\":\"Hello\",\"timestamp\":\"2026-11-02T09:00:00Z\"}");
        rows.event("r1", false, "{\"type\":\"occupantLeft\"}");
        rows.event("r1", true, "{\"type\":\"groupchat\",\"id\":\"m2\",\"from\":\"r1@c/Visitor\",\"to\":\"v\",\"body\":\"Hi ü\","
                + "\"data\": " + DATA + " ,\"timestamp\":\"2026-11-02T09:00:01Z\"}");
    }

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void aTranscriptIsWhatWasAskedAndSaidInItsOrder() {
        Transcript transcript = await(transcripts.of("diabetes", "r1", Optional.empty()));
        assertEquals(new Transcript("r1", "diabetes", "user of r1", "Why \"me\"?", List.of("expert1"), "1970-01-01T00:16:40Z",
                "1970-01-01T00:18:20Z", List.of(
                        new SaidMessage("m1", "s1", "groupchat", "r1@c/Expert", "Hello", null, "2026-11-02T09:00:00Z"),
                        new SaidMessage("m2", null, "groupchat", "r1@c/Visitor", "Hi ü", DATA, "2026-11-02T09:00:01Z"))), transcript);
    }

    @Test
    void dataGoesOutAsItCameIn() {
        String answer = Json.encode(await(transcripts.said("r1")));
        assertTrue(answer.contains("\"data\":" + DATA), answer);
        assertEquals(2, new JsonObject(answer).getJsonArray("messages").size());
    }

    @Test
    void dataThatIsNullIsNone() {
        rows.request("r2", 1000);
        rows.event("r2", true, "{\"type\":\"groupchat\",\"id\":\"m1\",\"body\":\"\\\"data\\\":1\",\"data\":null}");
        rows.event("r2", true, "{\"data\":{\"a\":{\"data\":7}},\"body\":null}");
        List<SaidMessage> said = await(transcripts.said("r2")).messages();
        assertNull(said.get(0).data());
        assertEquals("\"data\":1", said.get(0).body());
        assertEquals("{\"a\":{\"data\":7}}", said.get(1).data());
    }

    @Test
    void whoeverAcceptedItMayReadIt() {
        assertEquals(2, await(transcripts.of("diabetes", "r1", Optional.of("expert1"))).messages().size());
        Problem refused = refused("diabetes", "r1", Optional.of("expert2"));
        assertEquals(403, refused.status());
        assertEquals("not-yours", refused.code());
    }

    @Test
    void thereIsNoneOfAnotherWorkgroupsRequest() {
        assertEquals("unknown-request", refused("eyes", "r1", Optional.empty()).code());
        assertEquals(404, refused("diabetes", "nothing", Optional.of("expert1")).status());
    }

    @Test
    void aQuestionOfAnOddTypeIsLeftOut() {
        rows.request("r2", 1000, "meta_data", "{\"question\":{\"a\":1}}");
        assertNull(await(transcripts.of("diabetes", "r2", Optional.empty())).question());
    }

    @Test
    void whereNothingWasSaidNothingIsTold() {
        assertEquals(new Said(List.of()), await(transcripts.said("nothing")));
    }

    @Test
    void ofTooManyMessagesTheLastAreTold() {
        rows.request("r2", 1000);
        await(rows.store().ask(client -> client.query("insert into request_event (request_id, seq, at, channel, data, said)"
                + " select 'r2', x, 0, 'chatapi.ask', '{\"id\":\"' || x || '\"}', true from system_range(1, 5002)").execute()));
        List<SaidMessage> said = await(transcripts.said("r2")).messages();
        assertEquals(List.of("3", "5002"), List.of(said.get(0).id(), said.get(Transcripts.MAX - 1).id()));
        assertEquals(Transcripts.MAX, said.size());
    }

    private Problem refused(String workgroup, String id, Optional<String> expert) {
        AssertionError failed = assertThrows(AssertionError.class, () -> await(transcripts.of(workgroup, id, expert)));
        return assertInstanceOf(ProblemException.class, failed.getCause()).problem();
    }
}
