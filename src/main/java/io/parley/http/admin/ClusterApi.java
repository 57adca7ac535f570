package io.parley.http.admin;

import io.parley.bus.ClusterCommand.GetClusterNode;
import io.parley.bus.ClusterCommand.GetClusterStatus;
import io.parley.bus.ClusterCommand.ListClusterNodes;
import io.parley.bus.ClusterReply.ClusterNode;
import io.parley.bus.ClusterReply.ClusterNodes;
import io.parley.bus.ClusterReply.ClusterStatus;
import io.parley.http.Answer;
import io.parley.http.Operation;
import java.util.Map;

/** The cluster and its nodes. */
final class ClusterApi {
    private final AdminClient admin;

    ClusterApi(AdminClient admin) {
        this.admin = admin;
    }

    Map<String, Operation> operations() {
        return Map.of("clusterStatus", call -> admin.ask(call, new GetClusterStatus(), ClusterStatus.class).map(Answer::ok),
                "listClusterNodes", call -> admin.ask(call, new ListClusterNodes(), ClusterNodes.class).map(Answer::ok),
                "getClusterNode", call -> admin.ask(call, new GetClusterNode(call.path("nodeId")), ClusterNode.class).map(Answer::ok));
    }
}
