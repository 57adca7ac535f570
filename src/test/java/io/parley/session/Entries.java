package io.parley.session;

import java.util.List;

/** Entries as they are in tests. */
public final class Entries {
    private Entries() {
    }

    public static SessionEntry of(String user, String node, long epoch) {
        return new SessionEntry(user, "s-" + user, "parley-" + user, node, epoch, null, "available", null, false, List.of(), List.of(),
                1_000);
    }

    public static SessionEntry withStatus(SessionEntry entry, String status) {
        return new SessionEntry(entry.user(), entry.streamId(), entry.resource(), entry.node(), entry.epoch(), entry.sealed(), entry.show(),
                status, entry.away(), entry.rooms(), entry.logins(), entry.since());
    }
}
