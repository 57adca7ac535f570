package io.parley.bus;

/** What is refused because nobody serves the address: there is no such session, no queue of questions, or no longer. */
public final class NobodyThere {
    private static final String CODE = "no-handler";

    private NobodyThere() {
    }

    /** Nobody on any node, as far as is known. */
    public static Problem any() {
        return Problem.notFound(CODE, "Nobody serves this any more.");
    }

    public static boolean is(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().code().equals(CODE);
    }
}
