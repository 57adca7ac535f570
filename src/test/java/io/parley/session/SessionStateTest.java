package io.parley.session;

import static io.parley.session.SessionState.CONNECTED;
import static io.parley.session.SessionState.ENDED;
import static io.parley.session.SessionState.OPENING;
import static io.parley.session.SessionState.RECONNECTING;
import static io.parley.session.SessionState.RESTORING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The drawing in {@link SessionState}, as a table. */
class SessionStateTest {
    private static final Map<SessionState, Set<SessionState>> ALLOWED = Map.of(
            OPENING, Set.of(CONNECTED, RECONNECTING, ENDED),
            CONNECTED, Set.of(RECONNECTING, ENDED),
            RECONNECTING, Set.of(CONNECTED, RESTORING, ENDED),
            // again RESTORING: an attempt that failed without a loss is followed by the next
            RESTORING, Set.of(CONNECTED, RECONNECTING, RESTORING, ENDED),
            ENDED, Set.of());

    @Test
    void everyTransitionOfTheDrawingAndNoOther() {
        for (SessionState from : SessionState.values()) {
            for (SessionState to : SessionState.values()) {
                assertEquals(ALLOWED.get(from).contains(to), from.mayBecome(to), from + " to " + to);
            }
        }
    }
}
