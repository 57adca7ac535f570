package io.parley.session.stanza;

import io.parley.session.EventData;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The messages that a session has told already, a bounded number of the latest: what an archive or a sender's second try brings again
 * is told by the archive's id, or by sender, stanza id and content together, for plain clients use short ids more than once.
 */
public final class Seen {
    private final int most;
    private final Set<String> keys = new LinkedHashSet<>();

    public Seen(int most) {
        this.most = most;
    }

    /** Whether this is the first time; from now on it is not. */
    public boolean isNew(EventData.Message message) {
        return isNew(message.stanzaId(), message.from(), message.id(), message.body(), message.data());
    }

    boolean isNew(EventData.Notify message) {
        return isNew(null, message.from(), message.id(), null, message.data());
    }

    private boolean isNew(String stanzaId, String from, String id, String body, String data) {
        boolean known = stanzaId != null && !remember("a " + stanzaId);
        // with an id alone an honest client that counts 1, 2, 3 again after a restart would be silenced
        boolean repeated = id != null && !remember(repetition(from, id, body, data));
        return !known && !repeated;
    }

    private boolean remember(String key) {
        boolean added = keys.add(key);
        if (keys.size() > most) {
            var oldest = keys.iterator();
            oldest.next();
            oldest.remove();
        }
        return added;
    }

    /** Whether it has not been told, without counting it as told. */
    boolean isUnknown(EventData.Message message) {
        return !keys.contains("a " + message.stanzaId()) && !keys.contains(repetition(message.from(), message.id(), message.body(),
                message.data()));
    }

    private static String repetition(String from, String id, String body, String data) {
        return "m " + from + ' ' + id + ' ' + Objects.hash(body, data);
    }
}
