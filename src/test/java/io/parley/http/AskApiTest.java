package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand.Ask;
import io.parley.bus.FastpathCommand.AwaitInvitation;
import io.parley.bus.FastpathCommand.CancelRequest;
import io.parley.bus.FastpathCommand.FindRequest;
import io.parley.bus.FastpathCommand.LeaveMessage;
import io.parley.bus.FastpathReply.Asked;
import io.parley.bus.Problem;
import io.parley.http.access.SessionSide;
import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking, waiting, giving up, and leaving a message. */
class AskApiTest extends QuestionTest {
    private static final String MISSED = "Please call me back";

    @Test
    void anybodyAsksAndIsAnsweredWithTheWayToTheRequest() {
        queue.answer(Ask.class, taken(ID, false));

        ApiResponse answer = nobody.post(V1 + "/ask", QUESTION).expect(201);

        assertEquals(Set.of("id", "token", "streamToken", "state", "workgroup", "position", "estimatedWait", "welcome"),
                answer.json().fieldNames());
        assertEquals("no-store", answer.header("Cache-Control"));
        assertNull(caller());
        Ask asked = assertInstanceOf(Ask.class, queue.last().command());
        assertEquals(List.of("diabetes", "visitor", "visitor@hospital.example", "What is the meaning of life", "127.0.0.1"),
                List.of(asked.workgroup(), asked.userId(), asked.email(), asked.question(), asked.address()));
        assertEquals(QUESTION, new JsonObject(asked.metaData()));
        assertNull(asked.streamId());

        queue.answer(FindRequest.class, queued());
        ApiClient visitor = nobody.withBearer(answer.json().getString("token"));
        assertEquals("queued", visitor.get(V1 + "/ask/" + ID).expect(200).json().getString("state"));
        assertEquals(Caller.visitor(ID), caller());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest/api/restapi/v1/ask", "/plugins/restapi/v1/ask", "/restapi/v1/ask"})
    void theOlderPrefixesLeadHereAndTextThatIsJsonWillDo(String uri) {
        queue.answer(Ask.class, taken(ID, false));

        nobody.post(uri, QUESTION.encode()).expect(201);

        assertEquals(QUESTION, new JsonObject(assertInstanceOf(Ask.class, queue.last().command()).metaData()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            question     | none | /question
            question     |  ' ' | /question
            question     | 4001 | /question
            userID       | none | /userID
            userID       |   '' | /userID
            userID       |  256 | /userID
            workgroup    | none | /workgroup
            emailAddress |  321 | /emailAddress
            """)
    void aQuestionThatIsNoneIsRefusedBeforeTheQueueSeesIt(String field, String value, String pointer) {
        JsonObject wrong = QUESTION.copy();
        wrong.remove(field);
        if (value != null) {
            wrong.put(field, value.matches("\\d+") ? "x".repeat(Integer.parseInt(value)) : value);
        }

        for (ApiResponse answer : List.of(nobody.post(V1 + "/ask", wrong), nobody.post(V1 + "/ask", wrong.encode()))) {
            assertEquals("invalid-input", answer.expect(400).code());
            assertEquals(pointer, answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"));
        }
        assertEquals(List.of(), queue.asked);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertEquals("malformed-json", nobody.post(V1 + "/ask", "{\"userID\":").expect(400).code());
        assertEquals("malformed-json", nobody.post(V1 + "/ask", "What is the meaning of life?").expect(400).code());
        assertEquals("missing-body", nobody.post(V1 + "/ask").expect(400).code());
        nobody.post(V1 + "/ask?wait=61", QUESTION).expect(400);
        nobody.post(V1 + "/ask?wait=-1", QUESTION).expect(400);
        assertEquals(List.of(), queue.asked);
    }

    @Test
    void aBackEndAsksForVisitorsEvenWhereAnAccountHasTheName() {
        queue.answer(Ask.class, taken(ID, false));

        JsonObject answer = master.post(V1 + "/ask?user=alice", QUESTION.copy().put("userID", "alice")).expect(201).json();

        assertEquals(Caller.master(), caller());
        assertNull(assertInstanceOf(Ask.class, queue.last().command()).streamId());
        assertTrue(answer.containsKey("token") && answer.containsKey("streamToken"));
        assertEquals(List.of(), sessions.asked);
    }

    @Test
    void aLoggedInUserAsksAsThemselvesAndNeedsNoOtherToken() {
        queue.answer(Ask.class, taken(ID, true));
        for (ApiClient alice : List.of(user("alice"), nobody.withBasic("alice", "alice"))) {
            JsonObject answer = alice.post(V1 + "/ask", QUESTION).expect(201).json();

            assertEquals("alice", caller().user());
            assertEquals(SessionSide.streamId("alice"), assertInstanceOf(Ask.class, queue.last().command()).streamId());
            assertFalse(answer.containsKey("token") || answer.containsKey("streamToken"), answer::encode);
        }
    }

    @Test
    void whoAsksAgainWithTheTokenOfTheFirstQuestionIsKnown() {
        ApiClient visitor = visitor(ID);
        queue.refuse(Ask.class, Problem.conflict("already-asked", "You have asked already."));

        assertEquals("already-asked", visitor.post(V1 + "/ask", QUESTION).expect(409).code());

        assertEquals(Caller.visitor(ID), caller());
    }

    @Test
    void aClosedWorkgroupTakesAMessage() {
        queue.answer(Ask.class, new Asked(ID, "start", GROUP, null, null, true, false, null));

        ApiResponse closed = nobody.post(V1 + "/ask?wait=10", QUESTION).expect(409);

        assertEquals("workgroup-closed", closed.code());
        assertEquals("no-store", closed.header("Cache-Control"));
        JsonObject request = closed.json().getJsonObject("request");
        assertEquals(ID, request.getString("id"));
        nobody.withBearer(request.getString("token")).post(V1 + "/ask/" + ID + "/message", MISSED).expect(200);
        assertEquals(new LeaveMessage(ID, MISSED), queue.last().command());
        assertEquals(Caller.visitor(ID), caller());
    }

    @Test
    void aLoggedInUserLeavesAMessageWithTheirOwnCredentials() {
        queue.answer(Ask.class, new Asked(ID, "start", GROUP, null, null, true, true, null));

        JsonObject request = user("alice").post(V1 + "/ask", QUESTION).expect(409).json().getJsonObject("request");

        assertEquals(new JsonObject().put("id", ID), request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"message\":\"Please call me back\"}", "{\"body\":\"Please call me back\"}", "Please call me back"})
    void aMessageIsLeftAsTextOrAsJson(String body) {
        ApiClient visitor = visitor(ID);

        visitor.post(V1 + "/ask/" + ID + "/message", body).expect(200);
        assertEquals(new LeaveMessage(ID, MISSED), queue.last().command());
        if (body.startsWith("{")) {
            visitor.post(V1 + "/ask/" + ID + "/message", new JsonObject(body)).expect(200);
            assertEquals(new LeaveMessage(ID, MISSED), queue.last().command());
        }
    }

    @Test
    void aMessageOfNothingOrOfTooMuchIsRefused() {
        ApiClient visitor = visitor(ID);
        String uri = V1 + "/ask/" + ID + "/message";

        visitor.post(uri).expect(400);
        assertEquals("empty-message", visitor.post(uri, " \n").expect(400).code());
        assertEquals("empty-message", visitor.post(uri, "{}").expect(400).code());
        assertEquals("invalid-input", visitor.post(uri, new JsonObject().put("text", "x")).expect(400).code());
        assertEquals("message-too-long", visitor.post(uri, "x".repeat(16_385)).expect(400).code());
        assertEquals("invalid-input", visitor.post(uri, new JsonObject().put("message", "x".repeat(16_385))).expect(400).code());
        assertEquals(List.of(), queue.asked);
        visitor.post(uri, "x".repeat(16_384)).expect(200);
    }

    @Test
    void theAnswerCanBeHeldUpUntilAnExpertHasAccepted() {
        queue.answer(Ask.class, taken(ID, false));
        queue.answer(AwaitInvitation.class, inRoom());

        JsonObject answer = nobody.post(V1 + "/ask?wait=30", QUESTION).expect(201).json();

        assertEquals(List.of("chat-room", ROOM, URL, "Welcome!"), List.of(answer.getString("state"), answer.getString("mucRoom"),
                answer.getString("url"), answer.getString("welcome")));
        assertFalse(answer.containsKey("position"), "nobody waits in a room");
        assertTrue(answer.containsKey("token"));
        assertEquals(new AwaitInvitation(ID, 30), queue.last().command());
        assertEquals(Caller.visitor(ID), caller());
    }

    @Test
    void aWaitThatFailsDoesNotCostTheTokens() {
        queue.answer(Ask.class, taken(ID, false));
        queue.refuse(AwaitInvitation.class, Problem.unavailable("store-away", "The database is away.", 1));

        JsonObject answer = nobody.post(V1 + "/ask?wait=30", QUESTION).expect(201).json();

        assertEquals("queued", answer.getString("state"));
        assertTrue(answer.containsKey("token"));
    }

    @Test
    void aUserWaitsAsThemselvesAndABackEndAsItself() {
        queue.answer(AwaitInvitation.class, queued());
        queue.answer(Ask.class, taken(ID, true));
        user("alice").post(V1 + "/ask?wait=1", QUESTION).expect(201);
        assertEquals("alice", caller().user());

        queue.answer(Ask.class, taken(ID, false));
        master.post(V1 + "/ask?wait=1", QUESTION).expect(201);
        assertEquals(Caller.master(), caller());
    }

    @Test
    void theQueueMayRefuse() {
        queue.refuse(Ask.class, new Problem(429, "too-many-asks", "Too many questions from this address.", 60, null, null));

        ApiResponse refused = nobody.post(V1 + "/ask", QUESTION).expect(429);

        assertEquals("too-many-asks", refused.code());
        assertEquals("60", refused.header("Retry-After"));
    }

    @Test
    void aRequestIsCancelled() {
        visitor(ID).delete(V1 + "/ask/" + ID).expect(200);

        assertEquals(new CancelRequest(ID), queue.last().command());
    }

    @Test
    void withoutAQueueEverythingSaysSo() {
        ApiClient visitor = visitor(ID);
        ApiClient alice = user("alice");
        Await.await(queue.close());

        for (ApiResponse answer : List.of(nobody.post(V1 + "/ask", QUESTION), visitor.get(V1 + "/ask/" + ID),
                visitor.get(V1 + "/ask/" + ID + "/events"), nobody.get(V1 + "/workgroups"), alice.get(V1 + "/chat/assists"),
                master.get(V1 + "/ask/admin"))) {
            assertEquals("fastpath-unconfigured", answer.expect(501).code());
        }
    }
}
