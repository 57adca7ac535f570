package io.parley.http.admin;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Done;
import io.parley.bus.HealthAsk;
import io.parley.bus.HealthAsk.Aspect;
import io.parley.bus.Problem;
import io.parley.http.Answer;
import io.parley.http.Call;
import io.parley.http.Operation;
import io.vertx.core.Future;
import java.util.Map;

/** How this node is, for anybody who watches it: 200 or 503, without a body when all is well. */
final class HealthApi {
    private static final String CLIENTS = "SOCKET_C2S";

    private final Bus bus;

    HealthApi(Bus bus) {
        this.bus = bus;
    }

    Map<String, Operation> operations() {
        return Map.of("liveness", of(Aspect.LIVENESS), "livenessDeadlock", of(Aspect.DEADLOCK), "livenessProperties", of(Aspect.PROPERTIES),
                "readiness", of(Aspect.READINESS), "readinessServer", of(Aspect.SERVER), "readinessCluster", of(Aspect.CLUSTER),
                "readinessPlugins", of(Aspect.PLUGINS), "readinessConnections", this::connections);
    }

    private Operation of(Aspect aspect) {
        return call -> bus.request(Addresses.HEALTH, new HealthAsk(aspect), Done.class).map(done -> Answer.empty());
    }

    private Future<Answer> connections(Call call) {
        String type = call.query("connectionType");
        if ((type == null) != (call.query("encrypted") == null)) {
            return Future.failedFuture(Problem.badRequest("half-a-connection", "connectionType and encrypted come together.").exception());
        }
        if (type != null && !type.equals(CLIENTS)) {
            return Future.failedFuture(Problem.of(501, "not-parleys", "These connections are the XMPP server's alone.").exception());
        }
        return of(Aspect.CONNECTIONS).handle(call);
    }
}
