package io.parley.xmpp.transport;

import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** The end of a stream that has ended on our side: the server's end is waited for (RFC 6120, section 4.4), but not for ever. */
final class Farewell {
    private final Promise<Void> said = Promise.promise();
    private final Timers.Timer deadline;

    /** @param tooLate told when the server does not end its side in time */
    Farewell(Timers timers, Duration patience, Runnable tooLate) {
        deadline = timers.after(patience, tooLate);
    }

    void said() {
        deadline.cancel();
        said.tryComplete();
    }

    Future<Void> future() {
        return said.future();
    }
}
