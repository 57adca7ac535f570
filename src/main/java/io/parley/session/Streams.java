package io.parley.session;

import java.util.HashMap;
import java.util.Map;

/** The event streams that are open for one session, and how far any stream has ever been written. */
final class Streams {
    private record Open(boolean stanzas) {
    }

    private final int most;
    private final Map<String, Open> open = new HashMap<>();
    private long written;

    Streams(int most) {
        this.most = most;
    }

    boolean isFull() {
        return open.size() >= most;
    }

    void attach(String stream, boolean stanzas) {
        open.put(stream, new Open(stanzas));
    }

    boolean detach(String stream) {
        return open.remove(stream) != null;
    }

    void written(long sequence) {
        written = Math.max(written, sequence);
    }

    /** Up to here, some stream was written everything. */
    long written() {
        return written;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    int size() {
        return open.size();
    }

    /** Whether anybody wants {@code chatapi.xmpp}; what nobody reads is not made. */
    boolean wantStanzas() {
        return open.values().stream().anyMatch(Open::stanzas);
    }
}
