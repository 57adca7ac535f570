package io.parley.fastpath;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.FastpathAsk;
import io.parley.bus.Nodes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** Serves the queue on one event loop. */
public final class FastpathVerticle extends VerticleBase {
    private final Nodes nodes;
    private final Function<Vertx, Fastpath.Setup> making;
    private Fastpath.Setup setup;
    private Fastpath fastpath;
    private Bus.Serving serving;
    private Nodes.Listening listening = () -> { };
    private boolean stopped;

    /** @param making makes what the queue stands on, used on the event loop that it will run on */
    public FastpathVerticle(Nodes nodes, Function<Vertx, Fastpath.Setup> making) {
        this.nodes = nodes;
        this.making = making;
    }

    @Override
    public Future<?> start() {
        setup = making.apply(vertx);
        fastpath = new Fastpath(setup);
        return fastpath.start()
                .compose(started -> {
                    listening = nodes.onView((before, now) -> fastpath.nodesAre(now.members()));
                    serving = setup.bus().<FastpathAsk>serve(Addresses.FASTPATH, fastpath::ask);
                    return serving.begun();
                });
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        listening.end();
        serving.end();
        fastpath.stop();
        return setup.rooms().stop();
    }

    /** Numbers for {@code /debug/state}; read on the verticle's own event loop. */
    public Future<JsonObject> debugState() {
        return Future.future(state -> context.runOnContext(go -> state.complete(stopped ? new JsonObject() : fastpath.debugState())));
    }
}
