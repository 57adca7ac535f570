package io.parley;

import io.parley.bus.Bus;
import io.parley.cluster.Cluster;
import io.parley.config.Config;
import io.parley.config.LiveConfig;
import io.parley.ops.BoundPort;
import io.parley.ops.Metrics;
import io.parley.ops.Registry;
import io.parley.store.Store;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;

/**
 * What every part of the program is made from.
 *
 * @param live           what can be changed while the program runs is asked for anew each time
 * @param httpPort       set by the part that serves the API
 * @param managementPort set by the part that serves health and metrics
 * @param cluster        the other nodes; empty for a node alone
 */
public record Ground(Vertx vertx, LiveConfig live, Clock clock, Bus bus, Store store, Registry registry, Metrics metrics,
                     BoundPort httpPort, BoundPort managementPort, Optional<Cluster> cluster) {
    /** As it is now. */
    public Config config() {
        return live.get();
    }
}
