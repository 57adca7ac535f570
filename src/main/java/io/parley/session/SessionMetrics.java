package io.parley.session;

/** What a session counts. */
public interface SessionMetrics {
    /** One event was told on this channel. */
    void event(String channel);

    SessionMetrics NONE = channel -> { };
}
