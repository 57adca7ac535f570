package io.parley.admin.delivery;

import io.parley.bus.Nodes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Tries again what could not be delivered: on one node, the one that leads, for all. */
public final class CourierVerticle extends VerticleBase {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Courier courier;
    private final Nodes nodes;
    private boolean stopped;

    public CourierVerticle(Courier courier, Nodes nodes) {
        this.courier = courier;
        this.nodes = nodes;
    }

    @Override
    public Future<?> start() {
        rest();
        return Future.succeededFuture();
    }

    /** The next round begins when this one has ended, however long it takes. */
    private void rest() {
        vertx.setTimer(PAUSE.toMillis(), passed -> round().onComplete(ended -> context.runOnContext(here -> {
            if (!stopped) {
                rest();
            }
        })));
    }

    private Future<Void> round() {
        return nodes.view().isLedBy(nodes.self()) ? courier.settleDue() : Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return Future.succeededFuture();
    }
}
