package io.parley.bus;

import java.util.List;
import java.util.Optional;

/**
 * Who belongs to the cluster, as all its nodes have agreed.
 *
 * @param version raised by every change: who acts for an older view has been left behind
 * @param members node ids in the order in which they came; the first leads
 */
public record View(long version, List<String> members) implements BusRecord {
    /** Before anything has been agreed on. */
    public static final View NONE = new View(0, List.of());

    public boolean has(String node) {
        return members.contains(node);
    }

    /** The node that does what only one of them may do. */
    public Optional<String> leader() {
        return members.stream().findFirst();
    }

    public boolean isLedBy(String node) {
        return leader().filter(node::equals).isPresent();
    }
}
