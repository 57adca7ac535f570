package io.parley.xmpp;

import io.parley.bus.Problem;
import java.util.Optional;
import org.jxmpp.jid.EntityBareJid;

/** Gets a user in without the user's password; which way works is the server's choice, so it is configured. */
public interface PasswordlessLogin {

    /** What SASL PLAIN (RFC 4616) is told. */
    record Plain(String authenticationId, String password) {
        @Override
        public String toString() {
            return "Plain[" + authenticationId + "]";
        }
    }

    /** As whom whoever authenticates then acts (the authorization identity of RFC 4616); empty: as themselves. */
    default Optional<EntityBareJid> actingAs(String user) {
        return Optional.empty();
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
