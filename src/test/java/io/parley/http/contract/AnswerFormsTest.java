package io.parley.http.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.parley.bus.AuditReply.Entries;
import io.parley.bus.AuditReply.Entry;
import io.parley.http.Answer;
import io.parley.support.ApiResponse;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which callers read JSON and which XML, and how they find the next page of a list. */
class AnswerFormsTest {
    private static final String PATH = "restapi/v1/logs/security";
    private static final Entries LOGS = new Entries(List.of(new Entry(7, "alice", 1795359546, "user created", "bob", "10.0.0.1", null, "done")));

    private static StubServer server;
    private static RawClient client;

    @BeforeAll
    static void start() {
        server = StubServer.start(Map.of("readAuditLog",
                call -> Future.succeededFuture(Answer.page(LOGS, call.query("search") == null ? null : "a b&c"))));
        client = new RawClient(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/                |                                                       | application/json",
        "/                | */*                                                   | application/json",
        "/                | application/xml                                       | application/xml",
        "/                | text/xml                                              | application/xml",
        "/                | application/json;q=0.5, application/xml               | application/xml",
        "/                | application/json, application/xml;q=0.5               | application/json",
        "/                | text/html                                             | application/json",
        "/rest/api/       |                                                       | application/json",
        "/plugins/        |                                                       | application/xml",
        "/plugins/        | */*                                                   | application/xml",
        "/plugins/        | application/*                                         | application/xml",
        "/plugins/        | application/json                                      | application/json",
        "/plugins/        | text/html,application/xhtml+xml,application/xml;q=0.9 | application/xml",
    })
    void theCallerIsAnsweredInTheFormThatTheyLikeBest(String prefix, String accept, String type) {
        ApiResponse answer = client.send("GET", prefix + PATH, Map.of("Accept", accept == null ? "" : accept), (String) null).expect(200);
        assertEquals(type, MediaTypes.essence(answer.header("Content-Type")));
        assertEquals(type.endsWith("json")
                ? "{\"logs\":[{\"logId\":7,\"username\":\"alice\",\"timestamp\":1795359546,\"summary\":\"user created\",\"target\":\"bob\","
                        + "\"node\":\"10.0.0.1\",\"outcome\":\"done\"}]}"
                : "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><logs><log><logId>7</logId><username>alice</username>"
                        + "<timestamp>1795359546</timestamp><summary>user created</summary><target>bob</target><node>10.0.0.1</node>"
                        + "<outcome>done</outcome></log></logs>", answer.text());
    }

    @ParameterizedTest
    @CsvSource({"/,application/json,application/json", "/,application/xml,application/xml", "/plugins/,application/json,application/json",
        "/plugins/,text/xml,application/xml"})
    void whoAsksForNothingReadsWhatTheyWrite(String prefix, String written, String type) {
        ApiResponse answer = client.send("GET", prefix + PATH, Map.of("Accept", "", "Content-Type", written), (String) null).expect(200);
        assertEquals(type, MediaTypes.essence(answer.header("Content-Type")));
    }

    @Test
    void theNextPageIsALinkThatKeepsWhatWasAskedFor() {
        ApiResponse page = client.send("GET", "/plugins/" + PATH + "?search=%26%20x&limit=2&after=old");
        assertEquals("<?search=%26%20x&limit=2&after=a%20b%26c>; rel=\"next\"", page.header("Link"));
        assertNull(client.send("GET", "/" + PATH).header("Link"));
    }
}
