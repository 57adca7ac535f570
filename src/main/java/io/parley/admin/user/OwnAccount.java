package io.parley.admin.user;

import io.parley.bus.Problem;
import io.vertx.core.Future;
import java.util.Optional;

/** The account by which Parley administers: without it nobody could be let in again. */
public final class OwnAccount {
    private final Optional<String> user;

    /** @param user a local part; empty where Parley has no such account */
    public OwnAccount(Optional<String> user) {
        this.user = user;
    }

    public boolean is(String another) {
        return user.filter(another::equals).isPresent();
    }

    /** 409 {@code parley-account} for that account. */
    public Future<Void> spare(String another) {
        return !is(another) ? Future.succeededFuture() : Future.failedFuture(Problem.conflict("parley-account",
                "Parley administers the XMPP server with this account: see xmpp.admin.").exception());
    }
}
