package io.parley.store;

/** The database cannot be opened; the message is for who starts the program. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
