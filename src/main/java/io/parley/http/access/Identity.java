package io.parley.http.access;

import io.parley.bus.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** A caller together with what the credentials tell about the way to the caller's session. */
public sealed interface Identity {
    Caller caller();

    /** The master secret: any user's session, but none of its own. */
    record Master() implements Identity {
        @Override
        public Caller caller() {
            return Caller.master();
        }
    }

    /** A token of a login, which belongs to one session. */
    record Token(Caller caller, String streamId) implements Identity {
    }

    /** HTTP Basic, found good: with the password the user's session can be opened on demand. */
    record Password(Caller caller, String password) implements Identity {
        @Override
        public String toString() {
            return "Password[" + caller + "]"; // a password never reaches a log
        }
    }

    /** Whoever asked a question, by the token of that request: nobody's session. */
    record Visitor(Caller caller) implements Identity {
    }

    /** Who {@link CallerAccess} found behind this request; empty where nobody was needed. */
    static Optional<Identity> of(RoutingContext context) {
        return Optional.ofNullable(context.get(Identity.class.getName()));
    }

    default void keep(RoutingContext context) {
        context.put(Identity.class.getName(), this);
    }
}
