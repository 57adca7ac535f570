package io.parley.http.access;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.parley.bus.NobodyThere;
import io.parley.bus.Problem;
import io.vertx.core.Future;

/** Asks the gate of a user's shard; what it refuses with is passed on, but a gate that is not there yet, or no more, is a 503. */
public final class Gates {
    private final Bus bus;
    private final int shards;

    public Gates(Bus bus, int shards) {
        this.bus = bus;
        this.shards = shards;
    }

    public Future<Gate.Opened> open(Gate.Open wish) {
        return ask(wish.user(), wish, Gate.Opened.class);
    }

    Future<Done> verify(String user, String password) {
        return ask(user, new Gate.Verify(user, password), Done.class);
    }

    private <R extends BusRecord> Future<R> ask(String user, Gate wish, Class<R> reply) {
        return bus.request(Addresses.gate(Addresses.shardOf(user, shards)), wish, reply).recover(failure -> {
            return Future.failedFuture(NobodyThere.is(failure)
                    ? Problem.unavailable("not-ready", "Sessions cannot be opened just now.", 1).exception() : failure);
        });
    }
}
