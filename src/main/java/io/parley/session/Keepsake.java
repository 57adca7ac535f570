package io.parley.session;

import io.parley.keys.Seal;
import io.parley.xmpp.Credentials;
import io.vertx.core.json.Json;
import java.util.List;
import java.util.Objects;

/** What another node needs of a session, taken from it and put back into it. */
final class Keepsake {
    private final Session session;
    private final String password;
    private final Seal seal;
    private SessionEntry.Sealed secrets = new SessionEntry.Sealed(null, null);
    private String sealed;

    Keepsake(Session session, Credentials credentials, Seal seal) {
        this.session = session;
        this.password = credentials instanceof Credentials.Password own ? own.password() : null;
        this.seal = seal;
    }

    /** The session as it is now, in the entry that it had. */
    SessionEntry of(SessionEntry entry) {
        var presences = session.families().presences();
        List<SessionEntry.Seat> rooms = session.families().rooms().seats();
        return new SessionEntry(entry.user(), entry.streamId(), entry.resource(), entry.node(), entry.epoch(), sealed(entry), presences.show(),
                presences.status(), presences.isAway(), rooms, session.logins().ids(), since(entry));
    }

    /** Sealed anew only when it has changed: the same text never looks the same twice, and would be written for nothing. */
    private String sealed(SessionEntry entry) {
        List<String> passwords = session.families().rooms().passwords();
        SessionEntry.Sealed now = new SessionEntry.Sealed(password, passwords.stream().allMatch(Objects::isNull) ? null : passwords);
        if (!now.equals(secrets)) {
            secrets = now;
            sealed = now.password() == null && now.passwords() == null ? null : seal.close(Json.encode(now), entry.binding());
        }
        return sealed;
    }

    /** From when on there is something that no stream was written; where there is nothing, the time of the last event. */
    private long since(SessionEntry entry) {
        EventLog log = session.log();
        return log.head() == 0 ? entry.since() : log.timeOf(Math.min(session.streams().written() + 1, log.head()));
    }

    /** @param passwords of the entry's rooms, in their order; null where none has one */
    void restore(SessionEntry entry, List<String> passwords) {
        session.families().restore(entry, passwords);
    }
}
