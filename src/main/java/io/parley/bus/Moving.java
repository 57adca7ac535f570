package io.parley.bus;

import java.util.Set;

/** What is refused for a moment, because it is being decided where in the cluster it goes on. Nothing has been done; asked again, it will be. */
public final class Moving {
    private static final Set<String> CODES = Set.of("session-moving", "queue-moving", "node-silent", "cluster-unsettled");
    private static final int SOON = 1;

    private Moving() {
    }

    /** The session has lost its node, or is handed over. */
    public static Problem session() {
        return Problem.unavailable("session-moving", "The session moves to another node: ask again.", SOON);
    }

    /** The node that had the queue of questions is gone, and the next one begins. */
    public static Problem queue() {
        return Problem.unavailable("queue-moving", "The queue of questions moves to another node: ask again.", SOON);
    }

    /** Whether it was done there is not known: with its Idempotency-Key it can be sent again without being sent twice. */
    public static Problem silent() {
        return Problem.unavailable("node-silent", "The node that was asked does not answer: ask again, with the same Idempotency-Key.", SOON);
    }

    public static Problem unsettled() {
        return Problem.unavailable("cluster-unsettled", "The nodes do not agree yet on who is there: ask again.", SOON);
    }

    public static boolean is(Throwable failure) {
        return failure instanceof ProblemException refused && CODES.contains(refused.problem().code());
    }
}
