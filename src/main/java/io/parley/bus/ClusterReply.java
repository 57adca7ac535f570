package io.parley.bus;

import java.util.List;

/** What is told of the cluster, in the contract's field names. */
public sealed interface ClusterReply extends BusRecord {

    /** @param status {@code Disabled}, {@code Starting}, {@code Senior member} or {@code Junior member} */
    record ClusterStatus(String status) implements ClusterReply {
    }

    record ClusterNodes(List<ClusterNode> clusterNodes) implements ClusterReply {
    }

    /**
     * @param hostName   host:port where it listens for the others
     * @param joinedTime as ISO 8601 has it, in UTC
     */
    record ClusterNode(String hostName, String nodeID, String joinedTime, boolean seniorMember) implements ClusterReply {
    }
}
