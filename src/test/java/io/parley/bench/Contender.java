package io.parley.bench;

import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One of those who take turns.
 *
 * @param way      for its messages
 * @param meter    CPU used so far: by this one's Parley, the XMPP server, the load generator
 * @param password logs a user in by password, who then listens
 * @param vouched  logs a user in without one; null where there is no such thing
 */
record Contender(Way way, Supplier<Usage> meter, Function<String, Future<?>> password, Function<String, Future<?>> vouched) {
    String name() {
        return way.name();
    }
}
