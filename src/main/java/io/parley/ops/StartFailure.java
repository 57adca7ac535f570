package io.parley.ops;

/** Why the program cannot start, in one sentence for who starts it. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
