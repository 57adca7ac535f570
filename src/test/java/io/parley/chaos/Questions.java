package io.parley.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What became of each question, as asker and experts were told. Used on any thread. */
final class Questions {
    /** How the asker saw it end; {@code OPEN} is none. */
    enum Outcome { OPEN, ANSWERED, CANCELLED, NOBODY }

    /** @param acceptedBy experts whose accept was answered 200 */
    record Question(String id, String userId, Outcome outcome, Set<String> acceptedBy) {
    }

    private final Map<String, Question> byId = new LinkedHashMap<>();

    synchronized void asked(String id, String userId) {
        Question known = byId.get(id);
        byId.put(id, new Question(id, userId, Outcome.OPEN, known == null ? Set.of() : known.acceptedBy()));
    }

    synchronized void ended(String id, Outcome outcome) {
        Question question = byId.get(id);
        byId.put(id, new Question(id, question.userId(), outcome, question.acceptedBy()));
    }

    /** The expert may be faster than the answer to the asker. */
    synchronized void accepted(String id, String expert) {
        Question known = byId.getOrDefault(id, new Question(id, null, Outcome.OPEN, Set.of()));
        Set<String> experts = new TreeSet<>(known.acceptedBy());
        experts.add(expert);
        byId.put(id, new Question(id, known.userId(), known.outcome(), experts));
    }

    synchronized List<Question> all() {
        return new ArrayList<>(byId.values());
    }
}
