package io.parley.config;

/** Why the program cannot start, in words for who starts it: a stack trace would hide them. */
public class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String words, Throwable cause) {
        super(words, cause);
    }
}
