package io.parley.support;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.http.contract.Contract;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The check that all other tests lean on: it lets good answers pass and no other. */
class ContractCheckTest {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String MISSING = "{\"type\":\"about:blank\",\"title\":\"Not Found\","
            + "\"status\":404,\"code\":\"x-y\",\"detail\":\"d\"}";
    private static Vertx vertx;
    private static ContractCheck check;

    @BeforeAll
    static void load() {
        vertx = Vertx.vertx();
        check = new ContractCheck(Await.await(Contract.load(vertx)));
    }

    @AfterAll
    static void close() {
        Await.await(vertx.close());
    }

    @Test
    void goodAnswersPass() {
        get("/restapi/v1/chat/contacts", 200, JSON, "{\"rosterItem\":[{\"jid\":\"a@b\",\"subscriptionType\":3}]}");
        get("/restapi/v1/chat/s-5f3Kq0WmT7uYb2LxVd9RzA/contacts?user=a", 200, JSON + "; charset=utf-8", "{\"rosterItem\":[]}");
        get("/restapi/v1/chat/rooms/x", 404, PROBLEM, MISSING);
        get("/unknown", 404, PROBLEM, MISSING);
        check.answer(HttpMethod.POST, "/plugins/restapi/v1/chat/presence", 200, MultiMap.caseInsensitiveMultiMap(), null);
        check.answer(HttpMethod.PATCH, "/restapi/v1/chat/presence", 405, typed(PROBLEM), Buffer.buffer(MISSING.replace("404", "405")));
    }

    @Test
    void aBodyThatDoesNotFitFails() {
        fails("/rosterItem/0/subscriptionType", "/restapi/v1/chat/contacts", 200, JSON,
                "{\"rosterItem\":[{\"jid\":\"a@b\",\"subscriptionType\":9}]}");
        fails("/rosterItem", "/restapi/v1/chat/contacts", 200, JSON, "{}");
        fails("no JSON", "/restapi/v1/chat/contacts", 200, JSON, "{");
        fails("without the body", "/restapi/v1/chat/contacts", 200, JSON, "");
    }

    @Test
    void anotherTypeFails() {
        fails("declares [application/json]", "/restapi/v1/chat/contacts", 200, "text/plain", "{\"rosterItem\":[]}");
    }

    @Test
    void anUndeclaredStatusFails() {
        fails("does not declare this status", "/restapi/v1/chat/contacts", 201, JSON, "{}");
        fails("does not declare this status", "/restapi/v1/chat/contacts", 409, PROBLEM, MISSING.replace("404", "409"));
    }

    @Test
    void anErrorThatIsNoProblemFails() {
        fails("not as application/problem+json", "/restapi/v1/chat/contacts", 404, JSON, MISSING);
        fails("another status", "/restapi/v1/chat/contacts", 403, PROBLEM, MISSING);
        fails("/code", "/unknown", 404, PROBLEM, MISSING.replace("x-y", "No Code"));
        fails("without the header Retry-After", "/restapi/v1/chat/contacts", 503, PROBLEM, MISSING.replace("404", "503"));
    }

    @Test
    void aBodyWhereNoneIsDeclaredFails() {
        AssertionError wrong = assertThrows(AssertionError.class,
                () -> check.answer(HttpMethod.POST, "/restapi/v1/chat/presence", 200, typed(JSON), Buffer.buffer("{}")));
        assertTrue(wrong.getMessage().contains("does not declare"), wrong.getMessage());
    }

    @Test
    void eventsAreCheckedToo() {
        String message = "{\"type\":\"chat\",\"id\":\"m\",\"from\":\"a@b\",\"to\":\"c@d\",\"body\":\"hi\","
                + "\"timestamp\":\"2026-11-22T10:00:00Z\"}";
        assertDoesNotThrow(() -> check.event("chatapi.chat", message));
        assertDoesNotThrow(() -> check.event("chatapi.chat", "{\"type\":\"chat\",\"from\":\"a@b\",\"to\":\"c@d\",\"state\":\"gone\"}"));

        assertThrows(AssertionError.class, () -> check.event("chatapi.chat", message.replace("\"from\":\"a@b\",", "")));
        assertThrows(AssertionError.class, () -> check.event("chatapi.chat", message.replace("2026-11-22T10", "noon")));
        assertThrows(AssertionError.class, () -> check.event("chatapi.connection", "{\"state\":\"fine\"}"));
        assertThrows(AssertionError.class, () -> check.event("chatapi.unheard", "{}"));
    }

    @Test
    void theEventsOfQuestionsAreCheckedToo() {
        for (String data : List.of(
                "{'type':'update-queue','id':'f','workgroup':'d@w','position':1,'remainingTime':20,'reason':'expert-left'}",
                "{'type':'offer','id':'f','to':'v@x','from':'f@c','url':'https://x/f','mucRoom':'f@c'}",
                "{'type':'depart-queue','id':'f','reason':'agent-not-found'}", "{'type':'transferred','id':'f','to':'expert2'}",
                "{'type':'groupchat','id':'m','from':'f@c/e','to':'v@x','body':'hi','data':{},'timestamp':'2026-11-22T10:00:00Z'}",
                "{'type':'groupchat','from':'f@c/e','to':'v@x','state':'composing'}",
                "{'type':'occupantJoined','room':'f@c','from':'f@c/e','to':'v@x','nickname':'e'}",
                "{'type':'occupantLeft','room':'f@c','from':'f@c/v','to':'v@x','nickname':'v','reason':'kicked','self':true}")) {
            assertDoesNotThrow(() -> check.event("chatapi.ask", data.replace('\'', '"')));
            assertThrows(AssertionError.class, () -> check.event("chatapi.assist", data.replace('\'', '"')), data);
        }
        for (String data : List.of(
                "{'type':'offerReceived','workgroup':'d@w','id':'f','from':'v@x','metaData':{},'expires':'2026-11-22T10:00:00Z','kind':'request'}",
                "{'type':'offerRevoked','workgroup':'d@w','id':'f','from':'v@x','reason':'timeout'}",
                "{'type':'notify-queue','workgroup':'d@w','status':'open','userCount':0,'averageWaitTime':0}",
                "{'type':'notify-queue-details','workgroup':'d@w','users':[{'id':'f','userID':'v','queuePosition':1,'estimatedTime':3,"
                        + "'joinDate':'2026-11-22T10:00:00Z'}]}",
                "{'type':'transferFailed','workgroup':'d@w','id':'f','to':'expert2','reason':'rejected'}")) {
            assertDoesNotThrow(() -> check.event("chatapi.assist", data.replace('\'', '"')));
            assertThrows(AssertionError.class, () -> check.event("chatapi.ask", data.replace('\'', '"')), data);
        }
        assertThrows(AssertionError.class, () -> check.event("chatapi.ask", "{\"type\":\"depart-queue\",\"id\":\"f\",\"reason\":\"why\"}"));
    }

    private static void fails(String why, String uri, int status, String type, String body) {
        AssertionError wrong = assertThrows(AssertionError.class, () -> get(uri, status, type, body));
        assertTrue(wrong.getMessage().contains(why), wrong.getMessage());
    }

    private static void get(String uri, int status, String type, String body) {
        check.answer(HttpMethod.GET, uri, status, typed(type), Buffer.buffer(body));
    }

    private static MultiMap typed(String type) {
        return MultiMap.caseInsensitiveMultiMap().add("Content-Type", type);
    }
}
