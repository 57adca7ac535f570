package io.parley.session;

import java.util.Optional;

/**
 * The states of a session.
 *
 * <pre>
 * OPENING ──logged in──► CONNECTED ──stream lost──► RECONNECTING ──resumed──────────► CONNECTED
 *    │                       ▲                       │   ▲     │
 *    │ refused               │ gap filled            │   │     └──new login──► RESTORING
 *    ▼                       └───────────────────────┼───┼───────────────────────┘ │
 *  ENDED ◄──── logoff, idle, replaced, kicked, ──────┘   └──────stream lost────────┘
 *              credentials refused, moved to another node, from any state
 * </pre>
 *
 * A session that is taken over from another node goes from OPENING to RECONNECTING: to it, the stream is lost.
 *
 * A stream that is resumed while RESTORING goes on restoring: what was not built up before the loss is not part of what is resumed.
 */
enum SessionState {
    OPENING(true, null),
    CONNECTED(true, "connected"),
    RECONNECTING(false, "reconnecting"),
    RESTORING(true, null),
    ENDED(false, null);

    private final boolean maySend;
    private final String told;

    SessionState(boolean maySend, String told) {
        this.maySend = maySend;
        this.told = told;
    }

    boolean mayBecome(SessionState next) {
        return switch (this) {
            case OPENING -> next == CONNECTED || next == RECONNECTING || next == ENDED;
            case CONNECTED -> next == RECONNECTING || next == ENDED;
            case RECONNECTING -> next == CONNECTED || next == RESTORING || next == ENDED;
            case RESTORING -> next != OPENING;
            case ENDED -> false;
        };
    }

    boolean maySend() {
        return maySend;
    }

    /** The word for clients, in {@code chatapi.connection}. */
    Optional<String> told() {
        return Optional.ofNullable(told);
    }
}
