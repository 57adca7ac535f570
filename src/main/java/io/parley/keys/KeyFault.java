package io.parley.keys;

import io.parley.config.StartFailure;

/** A key file that cannot be used. The message is one line for whoever starts Parley: which file, what is wrong, what to do. */
public final class KeyFault extends StartFailure {
    private static final long serialVersionUID = 1L;

    KeyFault(String message) {
        super(message, null);
    }

    KeyFault(String message, Throwable cause) {
        super(message, cause);
    }
}
