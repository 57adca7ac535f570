package io.parley.admin.user;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.parley.bus.AccountChange;
import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.parley.support.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class AccountsVerticleTest {
    @Test
    void aNodeThatHasHeardKnowsWhoIsLockedOutBeforeTheSessionEnds() {
        Vertx vertx = Vertx.vertx();
        Bus.register(vertx);
        Bus bus = new Bus(vertx, Duration.ofSeconds(10), BusMetrics.NONE);
        List<String> happened = new CopyOnWriteArrayList<>();
        Promise<Void> known = Promise.promise();
        await(bus.<Gate.Expel>serve(Addresses.gate(0), expel -> {
            happened.add("expel " + expel.user());
            return Future.succeededFuture(new Done());
        }).begun());
        await(vertx.deployVerticle(new AccountsVerticle(bus, 1, user -> {
            happened.add("hear of " + user);
            return known.future();
        }, Future::succeededFuture)));
        Future<Done> told = bus.request(Addresses.ACCOUNTS, new AccountChange("bob", "locked-out"), Done.class);
        Eventually.get(() -> happened, one -> !one.isEmpty());
        assertEquals(List.of("hear of bob"), happened);
        assertFalse(told.isComplete());
        known.complete();
        await(told);
        assertEquals(List.of("hear of bob", "expel bob"), happened);
        await(vertx.close());
    }
}
