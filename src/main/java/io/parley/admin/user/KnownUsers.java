package io.parley.admin.user;

import io.parley.admin.UserListing;
import io.parley.admin.server.ServerAdmin;
import io.parley.bus.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;

/** Who exists, by the word of the XMPP server: its list is remembered for a moment, and who is not on it is looked for once more. */
public final class KnownUsers {
    private static final Duration MEMORY = Duration.ofSeconds(5);

    private final UserListing listing;

    public KnownUsers(ServerAdmin server, InstantSource clock) {
        this.listing = new UserListing(server::users, clock, MEMORY);
    }

    /** Sorted; perhaps a few seconds old. */
    Future<List<String>> list() {
        return listing.list();
    }

    /** As they are now. */
    Future<List<String>> listNow() {
        listing.forget();
        return listing.list();
    }

    /** Somebody came or went. */
    public void changed() {
        listing.forget();
    }

    Future<Boolean> has(String user) {
        return list().compose(users -> has(users, user) ? Future.succeededFuture(true) : listNow().map(now -> has(now, user)));
    }

    /** 404 {@code unknown-user}. */
    public Future<Void> require(String user) {
        return has(user).compose(exists -> exists ? Future.succeededFuture()
                : Future.failedFuture(Problem.notFound("unknown-user", "There is no user " + user + ".").exception()));
    }

    private static boolean has(List<String> users, String user) {
        return Collections.binarySearch(users, user) >= 0;
    }
}
