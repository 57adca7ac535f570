package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.bus.Caller;
import io.parley.bus.FastpathAsk;
import io.parley.bus.FastpathCommand;
import io.parley.bus.FastpathCommand.AcceptOffer;
import io.parley.bus.FastpathCommand.InviteToChat;
import io.parley.bus.FastpathCommand.JoinWorkgroup;
import io.parley.bus.FastpathCommand.LeaveWorkgroup;
import io.parley.bus.FastpathCommand.ListAssists;
import io.parley.bus.FastpathCommand.ListQueues;
import io.parley.bus.FastpathCommand.RejectOffer;
import io.parley.bus.FastpathCommand.TransferChat;
import io.parley.bus.FastpathReply.Assist;
import io.parley.bus.FastpathReply.Assists;
import io.parley.bus.FastpathReply.OpenOffer;
import io.parley.bus.FastpathReply.Queue;
import io.parley.bus.FastpathReply.Queues;
import io.parley.bus.FastpathReply.Waiting;
import io.parley.bus.Problem;
import io.parley.http.access.SessionSide;
import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An expert's desk. */
class AssistsApiTest extends QuestionTest {
    private static final String ME = "expert1";
    private static final JsonObject TO = new JsonObject().put("to", "expert2").put("reason", "She knows");
    private ApiClient expert;

    @BeforeEach
    void logInAsExpert() {
        expert = user(ME);
    }

    @Test
    void theDeskShowsWhatWaitsAndWhatGoesOn() {
        OpenOffer offer = new OpenOffer(ID, "offer-pending", "v-1@visitors.example.org", "{\"question\":\"what?\"}", "2026-11-22T10:00:20Z",
                "request", null, null);
        queue.answer(ListAssists.class, new Assists(List.of(GROUP),
                List.of(new Assist("diabetes", GROUP, true, false, true, true, 4, List.of(offer)))));
        queue.answer(ListQueues.class, new Queues(List.of(new Queue("diabetes", "open", 3, "2026-11-22T10:00:00Z", 4, 1, 1,
                List.of(new Waiting(ID, "visitor", 1, 3, "2026-11-22T10:00:00Z"))))));

        JsonObject desk = expert.get(V1 + "/chat/assists").expect(200).json();
        assertEquals(GROUP, desk.getJsonArray("workgroup").getString(0));
        assertEquals("what?", desk.getJsonArray("assists").getJsonObject(0).getJsonArray("offers").getJsonObject(0)
                .getJsonObject("metaData").getString("question"));
        assertEquals(new ListAssists(ME), queue.last().command());
        expert.get(V1 + "/chat/assists/queues").expect(200);
        assertEquals(new ListQueues(ME), queue.last().command());
    }

    @Test
    void everythingIsDoneAtTheOwnDeskInBothFormsOfThePath() {
        for (String chat : List.of(V1 + "/chat", V1 + "/chat/" + SessionSide.streamId(ME))) {
            String offer = chat + "/assists/diabetes/" + ID;
            done(expert.post(chat + "/assists/diabetes"), new JoinWorkgroup(ME, "diabetes", null));
            done(expert.post(chat + "/assists/diabetes", new JsonObject().put("maxChats", 2)), new JoinWorkgroup(ME, "diabetes", 2));
            done(expert.delete(chat + "/assists/diabetes"), new LeaveWorkgroup(ME, "diabetes"));
            done(expert.put(offer), new AcceptOffer(ME, "diabetes", ID));
            done(expert.delete(offer), new RejectOffer(ME, "diabetes", ID));
            done(expert.post(chat + "/offer/" + ID), new AcceptOffer(ME, null, ID));
            done(expert.delete(chat + "/offer/" + ID), new RejectOffer(ME, null, ID));
            done(expert.post(offer + "/transfer", TO), new TransferChat(ME, "diabetes", ID, "expert2", "She knows"));
            done(expert.post(offer + "/invite", TO.encode()), new InviteToChat(ME, "diabetes", ID, "expert2", "She knows"));
        }
    }

    @Test
    void clientsOfTheOlderApiSendSomeText() {
        done(expert.post(V1 + "/chat/assists/diabetes", "x"), new JoinWorkgroup(ME, "diabetes", null));
        done(expert.post(V1 + "/chat/assists/diabetes", "{\"maxChats\":3}"), new JoinWorkgroup(ME, "diabetes", 3));
        done(expert.post(V1 + "/chat/assists/diabetes", "text/plain", ""), new JoinWorkgroup(ME, "diabetes", null));
        done(expert.post(V1 + "/chat/assists/diabetes", "application/json", ""), new JoinWorkgroup(ME, "diabetes", null));
        done(expert.post(V1 + "/chat/offer/" + ID, "x"), new AcceptOffer(ME, null, ID));
        assertEquals("bad-body", expert.post(V1 + "/chat/assists/diabetes", "{\"maxChats\":\"many\"}").expect(400).code());
        assertEquals("invalid-input", expert.post(V1 + "/chat/assists/diabetes", new JsonObject().put("maxChats", -1)).expect(400).code());
        assertEquals("invalid-input", expert.post(V1 + "/chat/assists/diabetes/x/transfer", new JsonObject()).expect(400).code());
    }

    @Test
    void anotherExpertsDeskIsNotMine() {
        ApiClient alice = user("alice");
        String hers = V1 + "/chat/" + SessionSide.streamId(ME);

        for (ApiResponse refused : List.of(alice.get(hers + "/assists"), alice.post(hers + "/offer/" + ID),
                alice.put(hers + "/assists/diabetes/" + ID))) {
            assertEquals("not-yours", refused.expect(403).code());
        }
        assertEquals(List.of(), queue.asked);
        assertEquals("credentials-missing", nobody.get(hers + "/assists").expect(401).code());
    }

    @Test
    void aBackEndSaysAtWhoseDeskItSits() {
        master.put(V1 + "/chat/assists/diabetes/" + ID + "?user=Expert1").expect(200);

        assertEquals(new FastpathAsk(Caller.master(), new AcceptOffer(ME, "diabetes", ID)), queue.last());
        assertEquals("user-missing", master.get(V1 + "/chat/assists").expect(400).code());
    }

    @Test
    void anOfferThatIsGoneIsAConflict() {
        queue.refuse(AcceptOffer.class, Problem.conflict("offer-gone", "Another expert has it."));

        assertEquals("offer-gone", expert.put(V1 + "/chat/assists/diabetes/" + ID).expect(409).code());
    }

    private static void done(ApiResponse answer, FastpathCommand command) {
        answer.expect(200);
        assertEquals(command, queue.last().command());
        assertEquals(ME, caller().user());
    }
}
