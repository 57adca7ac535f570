package io.parley.session;

import io.parley.time.Timers;
import io.parley.xmpp.IqChannel;
import java.time.Instant;
import org.jivesoftware.smack.packet.Stanza;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;

/** What a stanza family may do with the session that it is a part of. */
public interface Link {
    EntityBareJid account();

    /** The full JID; its resource stays the same for the whole session. */
    EntityFullJid self();

    IqChannel iqs();

    /**
     * Sends a stanza; that it was handed over is all that is known then.
     *
     * @throws io.parley.bus.ProblemException 503 while the XMPP server is away, or when too much is unacknowledged
     */
    void send(Stanza stanza);

    /** Whether the server acknowledges stanzas (XEP-0198). */
    boolean acknowledges();

    /** An answer is overdue: whether the XMPP server is there at all is found out now. */
    void doubt();

    /** Appends an event to the log and tells the streams. {@code data} is a record, encoded as JSON. */
    void emit(String channel, Object data);

    Instant now();

    /** An id that nobody can guess, with this prefix. */
    String newId(String prefix);

    Timers timers();

    /** What the account's server can do, by the features it discloses. */
    Features features();
}
