package io.parley.bench;

import io.vertx.core.Future;

/** A way for a message from a pair's sender to its receiver. Used on the load generator's one event loop. */
interface Way {
    String name();

    /** Sends the message with this number; done when its sender is told that it is safe. */
    Future<Void> send(int pair, long number);

    /** From here on every message that reaches its receiver is told to this round. */
    void tell(Arrivals arrivals);

    /** Told of messages as they reach their receivers. */
    interface Arrivals {
        void arrived(long number);
    }
}
