package io.parley.session;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.util.function.Function;

/** Who may have a session although their credentials are good: everybody whom no admin has locked out. */
public final class Admission {
    /** Nobody is locked out. */
    public static final Admission OPEN = new Admission(user -> Future.succeededFuture(false));

    private static final String DISABLED = "account-disabled";

    private final Function<String, Future<Boolean>> lockedOut;

    /** @param lockedOut whether the user is; told on the context of whoever asks */
    public Admission(Function<String, Future<Boolean>> lockedOut) {
        this.lockedOut = lockedOut;
    }

    /** Refused with 401 {@code account-disabled}, as by an XMPP server that locks users out itself. */
    Future<Void> of(String user) {
        return lockedOut.apply(user).compose(locked -> locked
                ? Future.failedFuture(Problem.of(401, DISABLED, "This user is locked out.").exception()) : Future.succeededFuture());
    }

    /** Whether somebody was refused for being locked out, and not for what they know. */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().code().equals(DISABLED);
    }

    /** For the holder of the master secret, who may know. */
    static Throwable told(String user, Throwable failure) {
        return Problem.of(403, "user-locked", "The user " + user + " is locked out.").exception(failure);
    }
}
