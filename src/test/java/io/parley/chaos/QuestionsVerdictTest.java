package io.parley.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.chaos.Questions.Outcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionsVerdictTest {
    private final Questions questions = new Questions();

    private static JsonObject book(String id, String userId, String reason, String... experts) {
        return new JsonObject().put("id", id).put("userID", userId).put("state", "start").put("reason", reason)
                .put("experts", new JsonArray(List.of(experts)));
    }

    private int faults(int accepted, int unanswered, JsonObject... books) {
        JsonObject statistics = new JsonObject().put("asked", books.length).put("accepted", accepted).put("unanswered", unanswered);
        return new QuestionsVerdict(questions.all(), List.of(books), statistics).faults().size();
    }

    @Test
    void aQuestionThatOneExpertAnsweredIsWell() {
        questions.accepted("q1", "eve");
        questions.asked("q1", "v1");
        questions.ended("q1", Outcome.ANSWERED);
        assertEquals(0, faults(1, 0, book("q1", "v1", "left", "eve")));
    }

    @Test
    void aQuestionThatTwoWereGivenIsTold() {
        questions.asked("q1", "v1");
        questions.accepted("q1", "eve");
        questions.accepted("q1", "adam");
        questions.ended("q1", Outcome.ANSWERED);
        assertEquals(1, faults(1, 0, book("q1", "v1", "left", "eve")));
    }

    @Test
    void aQuestionThatNeverEndedIsTold() {
        questions.asked("q1", "v1");
        assertEquals(1, faults(0, 0, book("q1", "v1", null).put("state", "queued")));
    }

    @Test
    void aQuestionWithoutATraceIsTold() {
        questions.asked("q1", "v1");
        questions.ended("q1", Outcome.NOBODY);
        assertEquals(1, faults(0, 0));
    }

    @Test
    void aQuestionThatIsThereTwiceIsTold() {
        questions.asked("q2", "v1");
        questions.ended("q2", Outcome.NOBODY);
        JsonObject lost = book("q1", "v1", "agent-not-found");
        JsonObject kept = book("q2", "v1", "agent-not-found");
        assertEquals(1, faults(0, 2, lost, kept));
    }
}
