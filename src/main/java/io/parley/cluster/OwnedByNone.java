package io.parley.cluster;

import com.hazelcast.query.Predicate;
import java.util.List;
import java.util.Map;

/** Entries whose node is none of these. Never leaves its node: it is asked of the entries that are kept there. */
final class OwnedByNone implements Predicate<String, String> {
    private static final long serialVersionUID = 1L;

    private final List<String> nodes;

    OwnedByNone(List<String> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    @Override
    public boolean apply(Map.Entry<String, String> entry) {
        return !nodes.contains(EntryText.node(entry.getValue()));
    }
}
