package io.parley.xmpp;

/** With what a user is logged in to the XMPP server. */
public sealed interface Credentials {
    /** The local part of the user's JID. */
    String user();

    /** The user's own password. */
    record Password(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "Password[" + user + "]"; // a password never reaches a log
        }
    }

    /** No password: whoever holds the master secret vouches for the user, and the configured {@link PasswordlessLogin} gets them in. */
    record Vouched(String user) implements Credentials {
    }
}
