package io.parley.fastpath.routing;

import java.util.List;

/** Whom a question is offered to: first who it may go to by its own wishes, then who of these by the workgroup's strategy. */
public final class Routing {
    private Routing() {
    }

    /**
     * @param skillsRequired false once the question has waited so long for the skills it asks for that anybody will do
     * @param candidates     who may be offered it now
     * @return usernames; empty when nobody fits
     */
    public static List<String> choose(Strategy strategy, Wishes wishes, boolean skillsRequired, List<Candidate> candidates) {
        List<Candidate> fitting = candidates.stream()
                .filter(candidate -> !wishes.excluded().contains(candidate.username()))
                .filter(candidate -> !skillsRequired || candidate.skills().containsAll(wishes.skills()))
                .toList();
        return wishes.preferred().filter(name -> fitting.stream().anyMatch(candidate -> candidate.username().equals(name)))
                .map(List::of).orElseGet(() -> strategy.choose(fitting));
    }
}
