package io.parley.bus;

/** How the nodes of the cluster stand to each other. */
public sealed interface ClusterCommand extends AdminCommand {

    /** {@link ClusterReply.ClusterStatus}, of the node that is asked. */
    record GetClusterStatus() implements ClusterCommand {
    }

    /** {@link ClusterReply.ClusterNodes}; none for a node without others. */
    record ListClusterNodes() implements ClusterCommand {
    }

    /** {@link ClusterReply.ClusterNode}; 404 {@code unknown-node}. */
    record GetClusterNode(String id) implements ClusterCommand {
    }
}
