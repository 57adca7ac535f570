package io.parley.bench;

import java.util.List;
import java.util.Optional;

/** What was asked for on the command line; {@code scripts/bench} has checked it. */
record Options(List<String> asked) {
    private static final int PAIRS = 32;

    /** Whether this part is measured. */
    boolean wants(String part) {
        return only().isEmpty() || only().get().equals(part);
    }

    boolean profile() {
        return asked.contains("--profile");
    }

    TalkingPlan talking() {
        return quick() ? TalkingPlan.quick(pairs()) : TalkingPlan.full(pairs());
    }

    SessionPlan sessions() {
        if (quick()) {
            return SessionPlan.quick();
        }
        SessionPlan plan = only().isPresent() ? SessionPlan.full() : SessionPlan.small();
        return after("--users").map(users -> plan.atMost(Integer.parseInt(users))).orElse(plan);
    }

    QuestionPlan questions() {
        return quick() ? QuestionPlan.quick() : QuestionPlan.full();
    }

    ClusterPlan cluster() {
        return quick() ? ClusterPlan.quick(pairs()) : ClusterPlan.full(pairs());
    }

    private int pairs() {
        return after("--pairs").map(Integer::valueOf).orElse(PAIRS);
    }

    private boolean quick() {
        return asked.contains("--quick");
    }

    private Optional<String> only() {
        return after("--only");
    }

    private Optional<String> after(String option) {
        return asked.contains(option) ? Optional.of(asked.get(asked.indexOf(option) + 1)) : Optional.empty();
    }
}
