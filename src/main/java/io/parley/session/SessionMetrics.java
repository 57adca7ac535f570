package io.parley.session;

import java.time.Duration;

/** What sessions count. */
public interface SessionMetrics {
    void opened();

    void ended();

    /** A session's log holds so much more, or less. */
    void logChanged(long events, long bytes);

    /** The XMPP server acknowledged a message this long after it was sent. */
    void acknowledged(Duration since);

    void connectionLost();

    /** A session of another node goes on here. */
    void takenOver();

    /** A connection came back where it was (XEP-0198). */
    void connectionResumed();
}
