package io.parley.cluster;

import io.parley.bus.Nodes;
import io.parley.time.LoopTimers;
import io.parley.time.Timers;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What only one node may do, done by the one that leads: a verticle that comes and goes with the leadership. */
public final class Leadership extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Nodes nodes;
    private final Supplier<? extends Deployable> making;
    private Nodes.Listening listening;
    private Timers timers;
    private String deployed;
    private Future<Void> last = Future.succeededFuture();
    private boolean stopped;

    /** @param making makes the verticle anew, each time this node begins to lead */
    public Leadership(Nodes nodes, Supplier<? extends Deployable> making) {
        this.nodes = nodes;
        this.making = making;
    }

    @Override
    public Future<?> start() {
        timers = new LoopTimers(vertx);
        listening = nodes.onView((before, now) -> look());
        return look();
    }

    /** One change after the other; what counts is who leads when its turn comes. */
    private Future<Void> look() {
        last = last.transform(before -> change()).onFailure(failure -> {
            LOG.warn("this node leads, but cannot begin: {}", failure.getMessage());
            timers.after(PAUSE, this::look);
        });
        return last;
    }

    private Future<Void> change() {
        boolean leads = !stopped && nodes.view().isLedBy(nodes.self());
        if (leads && deployed == null) {
            LOG.info("this node leads");
            return vertx.deployVerticle(making.get()).onSuccess(id -> deployed = id).mapEmpty();
        }
        if (!leads && deployed != null) {
            LOG.info("this node leads no more");
            String id = deployed;
            deployed = null;
            // Vert.x has ended it already where it ends this one, too
            return vertx.deploymentIDs().contains(id) ? vertx.undeploy(id) : Future.succeededFuture();
        }
        return Future.succeededFuture();
    }

    /** Done when nothing of it runs here any more. Called from any thread. */
    public Future<Void> end() {
        return Future.future(done -> context.runOnContext(go -> {
            stopped = true;
            look().onComplete(done);
        }));
    }

    @Override
    public Future<?> stop() {
        listening.end();
        return end();
    }
}
