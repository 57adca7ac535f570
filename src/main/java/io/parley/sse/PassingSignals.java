package io.parley.sse;

import io.parley.bus.StreamSignal.Passing;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is so now, kept for a stream that cannot write it yet: the newest of each key, in the order in which they came. Bounded: when
 * there are too many keys, the oldest is let go, for it is told anew when it changes.
 */
final class PassingSignals {
    static final int MOST = 64;

    private final Map<String, Passing> waiting = new LinkedHashMap<>();

    void keep(Passing signal) {
        waiting.remove(signal.key());
        waiting.put(signal.key(), signal);
        if (waiting.size() > MOST) {
            waiting.remove(waiting.keySet().iterator().next());
        }
    }

    /** The one that has waited longest, taken; null when there is none. */
    Passing take() {
        return waiting.isEmpty() ? null : waiting.remove(waiting.keySet().iterator().next());
    }
}
