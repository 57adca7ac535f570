package io.parley.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The event streams that are open for one session, on whichever nodes, and how far any stream has ever been written. */
final class Streams {
    private record Open(boolean stanzas, String node) {
    }

    private final int most;
    private final String self;
    private final Map<String, Open> open = new HashMap<>();
    private Set<String> elsewhere = Set.of();
    private long written;

    /** @param self the node on which the session is */
    Streams(int most, String self) {
        this.most = most;
        this.self = self;
    }

    boolean isFull() {
        return open.size() >= most;
    }

    /** @param node which writes the stream; null for this one */
    void attach(String stream, boolean stanzas, String node) {
        open.put(stream, new Open(stanzas, node == null ? self : node));
        look();
    }

    boolean has(String stream) {
        return open.containsKey(stream);
    }

    boolean detach(String stream) {
        boolean was = open.remove(stream) != null;
        look();
        return was;
    }

    /** Whether some have gone with their nodes. */
    boolean keepThoseOf(Collection<String> nodes) {
        boolean gone = open.values().removeIf(one -> !nodes.contains(one.node()));
        look();
        return gone;
    }

    /** Once for many events, not for each. */
    private void look() {
        Set<String> nodes = new HashSet<>();
        open.values().forEach(one -> nodes.add(one.node()));
        nodes.remove(self);
        elsewhere = Set.copyOf(nodes);
    }

    /** The other nodes that have to be told what happens. */
    Set<String> elsewhere() {
        return elsewhere;
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
