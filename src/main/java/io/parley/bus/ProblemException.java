package io.parley.bus;

/** Carries a {@link Problem} through futures; without a stack trace unless it has a cause, for a refused request is no fault of the program. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem, Throwable cause) {
        super(problem.status() + " " + problem.code() + ": " + problem.detail(), cause, false, cause != null);
        this.problem = problem;
    }

    /** Whether something could not be done now, because it is away or too busy: 503. Tried again, it may well be. */
    public static boolean isAway(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 503;
    }

    /** Whether whoever was asked has said no: 4xx or 501. After any other failure it has perhaps been done all the same. */
    public static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && (refused.problem().status() < 500 || refused.problem().status() == 501);
    }

    public Problem problem() {
        return problem;
    }
}
