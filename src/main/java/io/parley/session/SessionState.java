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
 *              credentials refused, from any state
 * </pre>
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

    boolean maySend() {
        return maySend;
    }

    /** The word for clients, in {@code chatapi.connection}. */
    Optional<String> told() {
        return Optional.ofNullable(told);
    }
}
