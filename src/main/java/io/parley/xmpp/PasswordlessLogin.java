package io.parley.xmpp;

import io.parley.bus.Problem;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;

/** Gets a user in without the user's password; which way works is the server's choice, so it is configured. */
public interface PasswordlessLogin {

    /** What SASL PLAIN (RFC 4616) is told. */
    record Plain(String authenticationId, String password) {
        @Override
        public String toString() {
            return "Plain[" + authenticationId + "]";
        }
    }

    /** Prepares a connection's configuration for this way; called once for each connection. */
    default void configure(XMPPTCPConnectionConfiguration.Builder builder, String user) {
    }

    /** A fresh secret for each attempt, for they are short-lived. */
    Plain plain(String user);

    /** No way is configured: the master secret cannot log anybody in. */
    static PasswordlessLogin none() {
        return user -> {
            throw Problem.of(501, "passwordless-unsupported",
                    "No way to log users in without their password is configured (xmpp.passwordless).").exception();
        };
    }
}
