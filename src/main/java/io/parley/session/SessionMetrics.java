package io.parley.session;

/** What sessions count. */
public interface SessionMetrics {
    void opened();

    void ended();

    /** A session's log holds so much more, or less. */
    void logChanged(long events, long bytes);

    void connectionLost();

    /** A connection came back where it was (XEP-0198). */
    void connectionResumed();
}
