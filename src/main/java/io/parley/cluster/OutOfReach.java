package io.parley.cluster;

import io.parley.config.StartFailure;
import java.util.Collection;

/** Nodes that belong to the cluster live, but are not reached from here: a node that began without them would split it. It may pass. */
public final class OutOfReach extends StartFailure {
    private static final long serialVersionUID = 1L;

    private OutOfReach(String words) {
        super(words, null);
    }

    /** @param addresses where they listen, host:port */
    static OutOfReach nodes(Collection<String> addresses) {
        return new OutOfReach("Nodes of the cluster live, but are not within reach from here: " + String.join(", ", addresses)
                + " (see cluster.host, cluster.members, and the network between them)");
    }

    /** Hazelcast found the others only after this node had begun to be a cluster of its own, and merged what it had. */
    static OutOfReach alone() {
        return new OutOfReach("The node began alone, and was merged with a cluster that it had not seen");
    }
}
