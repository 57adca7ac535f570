package io.parley;

import io.parley.bus.HealthAsk.Aspect;
import io.parley.cluster.ClusterVerticle;
import io.parley.ops.Deadlocks;
import io.parley.ops.HealthCheck;
import io.parley.ops.HealthVerticle;
import io.parley.ops.XmppReachable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has to work on this node, for operators and for whoever watches it over the API. */
final class Health {
    private final Ground ground;
    private final HealthCheck xmpp;
    private final HealthCheck store;
    private final List<HealthCheck> cluster;

    Health(Ground ground, Optional<ClusterVerticle> cluster) {
        this.ground = ground;
        this.xmpp = new HealthCheck("xmpp", new XmppReachable(ground.vertx(), ground.config().xmpp())::check);
        this.store = new HealthCheck("store", ground.store()::check);
        this.cluster = cluster.map(member -> new HealthCheck("cluster", member::check)).stream().toList();
    }

    List<HealthCheck> readiness() {
        List<HealthCheck> all = new ArrayList<>(List.of(xmpp, store));
        all.addAll(cluster);
        return all;
    }

    Part part() {
        List<HealthCheck> deadlock = List.of(new HealthCheck("deadlock", new Deadlocks(ground.vertx())::check));
        Map<Aspect, List<HealthCheck>> checks = Map.of(Aspect.LIVENESS, deadlock, Aspect.DEADLOCK, deadlock,
                Aspect.PROPERTIES, List.of(store), Aspect.READINESS, readiness(), Aspect.SERVER, List.of(xmpp),
                Aspect.CONNECTIONS, List.of(xmpp), Aspect.PLUGINS, List.of(store), Aspect.CLUSTER, cluster);
        return new Part("health", 1, () -> new HealthVerticle(ground.bus(), checks, ground.clock()));
    }
}
