package io.parley.admin.user;

import io.parley.bus.AccountChange;
import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Function;
import java.util.function.Supplier;

/** Serves {@link Addresses#ACCOUNTS}: what this node has of a user whose account has changed. */
public final class AccountsVerticle extends VerticleBase {
    private final Bus bus;
    private final int shards;
    private final Function<String, Future<?>> hear;
    private final Supplier<Future<Void>> first;
    private Bus.Serving serving;

    /**
     * @param shards of this node's sessions
     * @param hear   forgets what was remembered of a user's credentials, and hears anew whether the user is locked out; called on this
     *               verticle's event loop
     * @param first  done before anything is served
     */
    public AccountsVerticle(Bus bus, int shards, Function<String, Future<?>> hear, Supplier<Future<Void>> first) {
        this.bus = bus;
        this.shards = shards;
        this.hear = hear;
        this.first = first;
    }

    @Override
    public Future<?> start() {
        serving = bus.serve(Addresses.ACCOUNTS, this::changed);
        return first.get().compose(done -> serving.begun());
    }

    @Override
    public Future<?> stop() {
        return serving.end();
    }

    private Future<Done> changed(AccountChange change) {
        String gate = Addresses.gate(Addresses.shardOf(change.user(), shards));
        return hear.apply(change.user()).compose(heard -> change.ending() == null ? Future.succeededFuture(new Done())
                : bus.request(gate, new Gate.Expel(change.user(), change.ending()), Done.class));
    }
}
