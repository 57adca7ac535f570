package io.parley.session;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Whose session is where: one entry for each user in the whole cluster. What fails with 503 {@code cluster-unsettled} has perhaps not been
 * done.
 */
public interface SessionBook {
    /** A node without others: its sessions are all there are. */
    SessionBook OWN = new OwnBook();

    /** Whether there are others who would have to know. */
    boolean isShared();

    Future<Optional<SessionEntry>> ofUser(String user);

    Future<Optional<SessionEntry>> ofStream(String streamId);

    /** Writes the first entry of a user; where there is one already that stays, and is given. */
    Future<Optional<SessionEntry>> claim(SessionEntry first);

    /** Whether the entry was still the one given, and is the next one now. */
    Future<Boolean> replace(SessionEntry was, SessionEntry next);

    /** Whether the entry was still the one given, and is gone now. */
    Future<Boolean> release(SessionEntry last);

    /** Entries that this node keeps for the cluster and whose own node is none of these; those it keeps for others, they find. */
    Future<List<SessionEntry>> orphans(List<String> nodes);
}
