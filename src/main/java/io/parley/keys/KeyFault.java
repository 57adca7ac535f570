package io.parley.keys;

/** A key file that cannot be used. The message is one line for whoever starts Parley: which file, what is wrong, what to do. */
public final class KeyFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyFault(String message) {
        super(message);
    }

    KeyFault(String message, Throwable cause) {
        super(message, cause);
    }
}
