package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.FastpathCommand.FindRequest;
import io.parley.bus.FastpathCommand.ListWorkgroups;
import io.parley.bus.FastpathReply.Workgroups;
import io.parley.bus.Problem;
import io.parley.http.access.SessionSide;
import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each token opens, and that it opens nothing else. */
class VisitorTokensTest extends QuestionTest {
    private static final String MINE = V1 + "/ask/" + ID;
    private static final String OTHERS = V1 + "/ask/another";

    @Test
    void aVisitorsTokenOpensNoRequestOfAnother() {
        ApiClient visitor = visitor(ID);

        for (ApiResponse refused : List.of(visitor.get(OTHERS), visitor.get(OTHERS + "/events"), visitor.get(OTHERS + "/messages"),
                visitor.post(OTHERS), visitor.put(OTHERS, "hello"), visitor.post(OTHERS + "/chatstate/composing"),
                visitor.post(OTHERS + "/message", "hello"), visitor.delete(OTHERS))) {
            assertEquals("not-yours", refused.expect(403).code());
        }
    }

    @Test
    void aVisitorsTokenIsWorthNothingAnywhereElse() {
        user("alice"); // there is a session that could be opened
        ApiClient visitor = visitor(ID);
        String session = "/chat/" + SessionSide.streamId("alice");

        for (String uri : List.of("/chat/contacts", "/chat/contacts?user=alice", session + "/contacts", "/chat/events", session + "/events",
                "/chat/assists", "/chat/assists?user=alice", session + "/assists", "/chat/messages?user=alice", "/chat/vcard?user=alice",
                "/ask/admin", "/ask/admin/diabetes", "/workgroups", "/workgroups/diabetes", "/workgroups/diabetes/requests",
                "/workgroups/diabetes/statistics", "/workgroups/diabetes/requests/" + ID + "/transcript")) {
            assertEquals("credentials-wrong", visitor.get(V1 + uri).expect(401).code(), uri);
        }
        for (String uri : List.of("/chat/token", "/chat/logoff", session + "/logoff", "/chat/alice/login", "/chat/offer/" + ID)) {
            assertEquals("credentials-wrong", visitor.post(V1 + uri).expect(401).code(), uri);
        }
        assertEquals("credentials-wrong", visitor.get("/sse/alice").expect(401).code());
        assertEquals(List.of(), queue.asked);
    }

    @Test
    void aStreamTokenIsForTheStreamOfItsRequestAlone() {
        JsonObject taken = ask(ID);
        String stream = taken.getString("streamToken");

        assertEquals("not-yours", nobody.get(OTHERS + "/events?token=" + stream).expect(403).code());
        queue.asked.clear();
        assertEquals("credentials-wrong", nobody.withBearer(stream).get(MINE).expect(401).code());
        assertEquals("credentials-wrong", nobody.withBearer(stream).get(MINE + "/events").expect(401).code());
        assertEquals("credentials-missing", nobody.get(MINE + "?token=" + stream).expect(401).code());
        assertEquals("credentials-missing", nobody.delete(MINE + "?token=" + stream).expect(401).code());
        assertEquals("credentials-wrong", nobody.withBearer(stream).post(V1 + "/ask", QUESTION).expect(401).code());
        assertEquals("credentials-wrong", nobody.get(V1 + "/chat/events?token=" + stream).expect(401).code());
        assertEquals("credentials-wrong", nobody.get("/sse/alice?token=" + stream).expect(401).code());
        assertEquals("credentials-wrong", nobody.get(MINE + "/events?token=" + taken.getString("token")).expect(401).code());
        assertEquals(List.of(), queue.asked);
    }

    @Test
    void aUsersTokensAreNoVisitors() {
        JsonObject alice = logIn("alice");

        assertEquals("credentials-wrong", nobody.get(MINE + "/events?token=" + alice.getString("streamToken")).expect(401).code());
        assertEquals("credentials-wrong", nobody.get(MINE + "/events?token=" + alice.getString("token")).expect(401).code());
        assertEquals("credentials-wrong", nobody.withBearer(alice.getString("streamToken")).get(MINE).expect(401).code());
        assertEquals("credentials-missing",
                nobody.with("Cookie", "parley_stream=" + alice.getString("streamToken")).get(MINE + "/events").expect(401).code());
        assertEquals(List.of(), queue.asked);
    }

    @Test
    void aTokenThatWasTamperedWithIsWorthNothing() {
        String token = ask(ID).getString("token");

        for (String wrong : List.of(token + "x", token.substring(1), "x", "e30.e30.e30")) {
            assertEquals("credentials-wrong", nobody.withBearer(wrong).get(MINE).expect(401).code());
            assertEquals("credentials-wrong", nobody.withBearer(wrong).post(V1 + "/ask", QUESTION).expect(401).code());
        }
        assertEquals(List.of(), queue.asked);
    }

    @Test
    void nothingThatMightBeLoggedPrintsAToken() {
        Problem closed = Problem.conflict("workgroup-closed", "Closed.").with("request", Map.of("token", "t0ken"));
        AskApi.Taken taken = new AskApi.Taken(ID, "t0ken", "t0ken", "queued", GROUP, 1, 20, null, null, null, null);

        assertFalse((closed + " " + closed.exception() + " " + taken).contains("t0ken"));
    }

    @Test
    void nobodyIsNobodysVisitor() {
        for (ApiResponse refused : List.of(nobody.get(MINE), nobody.get(MINE + "/events"), nobody.put(MINE, "hello"),
                nobody.delete(MINE))) {
            assertEquals("credentials-missing", refused.expect(401).code());
        }
        assertEquals(List.of(), queue.asked);
    }

    @Test
    void aUserComesToTheirRequestAsThemselvesAndTheSecretToAny() {
        queue.answer(FindRequest.class, queued());
        for (ApiClient alice : List.of(user("alice"), nobody.withBasic("alice", "alice"))) {
            alice.get(MINE).expect(200);
            assertEquals("alice", caller().user());
        }
        master.get(V1 + "/ask/visitor").expect(200);
        assertEquals(new FindRequest("visitor"), queue.last().command());
        assertTrue(caller().isMaster());
    }

    @Test
    void aTokenWhoseLoginIsOverCountsNoMore() {
        ApiClient alice = user("alice");
        ApiClient root = user("root");
        alice.post(V1 + "/chat/logoff").expect(200);
        root.post(V1 + "/chat/logoff").expect(200);

        for (ApiResponse refused : List.of(alice.get(MINE), alice.get(MINE + "/events"), alice.delete(MINE),
                alice.post(V1 + "/ask", QUESTION), alice.get(V1 + "/workgroups/diabetes/requests"), alice.get(V1 + "/workgroups"), root.get(V1 + "/ask/admin"),
                root.delete(V1 + "/ask/admin/diabetes"))) {
            assertEquals("login-ended", refused.expect(401).code());
        }
        assertEquals(List.of(), queue.asked);
    }

    @Test
    void whoAsksWhatIsOpenNeedsToBeNobody() {
        queue.answer(ListWorkgroups.class, new Workgroups(List.of()));

        nobody.get(V1 + "/workgroups").expect(200);
        assertNull(caller());
        user("alice").get(V1 + "/workgroups").expect(200);
        assertEquals("alice", caller().user());
        assertEquals("credentials-wrong", nobody.withSecret("wrong").get(V1 + "/workgroups").expect(401).code());
    }
}
