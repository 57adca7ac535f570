package io.parley.chaos;

import io.parley.chaos.Questions.Outcome;
import io.parley.chaos.Questions.Question;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what askers and experts were told against what the workgroup's books say: every question is there once, and ended in one way.
 *
 * @param questions  what was told
 * @param requests   all of {@code GET /workgroups/{workgroup}/requests}
 * @param statistics {@code GET /workgroups/{workgroup}/statistics}
 */
record QuestionsVerdict(List<Question> questions, List<JsonObject> requests, JsonObject statistics) {
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Map<String, JsonObject> books = new HashMap<>();
        Set<String> askers = new HashSet<>();
        requests.forEach(request -> {
            books.put(request.getString("id"), request);
            if (!askers.add(request.getString("userID"))) {
                faults.add("a question was taken twice: " + request.encode());
            }
        });
        questions.forEach(question -> one(question, books.get(question.id()), faults));
        sums(faults);
        return faults;
    }

    private static void one(Question question, JsonObject book, List<String> faults) {
        if (book == null) {
            faults.add(question + " was taken, and is not in the books");
            return;
        }
        Set<String> experts = new TreeSet<>();
        book.getJsonArray("experts", new JsonArray()).forEach(expert -> experts.add((String) expert));
        boolean fits = experts.size() <= 1 && experts.containsAll(question.acceptedBy()) && switch (question.outcome()) {
            case OPEN -> false;
            case ANSWERED -> experts.size() == 1;
            case CANCELLED -> true;
            case NOBODY -> experts.isEmpty() && "agent-not-found".equals(book.getString("reason"));
        };
        if (!fits || !"start".equals(book.getString("state"))) {
            faults.add(question + " is in the books as " + book.encode());
        }
    }

    private void sums(List<String> faults) {
        long accepted = requests.stream().filter(request -> !request.getJsonArray("experts", new JsonArray()).isEmpty()).count();
        long unanswered = requests.stream().filter(request -> "agent-not-found".equals(request.getString("reason"))).count();
        if (statistics.getInteger("asked") != requests.size() || statistics.getInteger("accepted") != accepted
                || statistics.getInteger("unanswered") != unanswered) {
            faults.add(requests.size() + " questions, " + accepted + " accepted, " + unanswered + " unanswered, and the statistics are "
                    + statistics.encode());
        }
    }

    /** {@code 12 questions: 9 answered, 2 taken back, 1 that nobody took}. */
    String sum() {
        return questions.size() + " questions: " + count(Outcome.ANSWERED) + " answered, " + count(Outcome.CANCELLED) + " taken back, "
                + count(Outcome.NOBODY) + " that nobody took";
    }

    private long count(Outcome outcome) {
        return questions.stream().filter(question -> question.outcome() == outcome).count();
    }
}
