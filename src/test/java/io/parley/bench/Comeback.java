package io.parley.bench;

import io.parley.bench.Growth.Entry;
import io.parley.support.Await;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/** The XMPP server crashes and is started again while all users are there: how long until they are all connected to it again. */
final class Comeback {
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    private final Vertx vertx;
    private final Site site;
    private final int users;

    Comeback(Vertx vertx, Site site, int users) {
        this.vertx = vertx;
        this.site = site;
        this.users = users;
    }

    /**
     * From the start of the server on; of those who are back when all are, or when patience ends.
     *
     * @param empty descriptors of a server without users
     */
    Entry run(long empty, Supplier<Usage> meter, Duration patience) {
        site.restart();
        long begin = System.nanoTime();
        // the server's new process begins at nothing
        Usage before = meter.get();
        Promise<Void> over = Promise.promise();
        vertx.setPeriodic(BETWEEN_LOOKS_MILLIS, timer -> {
            if (back(empty) >= users || System.nanoTime() - begin > patience.toNanos()) {
                vertx.cancelTimer(timer);
                over.complete();
            }
        });
        Await.await(over.future(), patience.plusMinutes(1));
        return new Entry(back(empty), (System.nanoTime() - begin) / 1e9, meter.get().since(before));
    }

    private int back(long empty) {
        return (int) Math.max(0, Math.min(users, site.meter().descriptors() - empty));
    }
}
