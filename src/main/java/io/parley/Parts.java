package io.parley;

import io.vertx.core.Future;
import java.util.List;

/** Says what the program consists of, in the order in which it is started; it is stopped in reverse. */
@FunctionalInterface
public interface Parts {
    List<Part> of(Ground ground);

    /** The node was left behind: what it has that others have taken over already is let go of, without a word. */
    default Future<Void> abandon() {
        return Future.succeededFuture();
    }
}
