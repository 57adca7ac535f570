package io.parley.flow;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.function.Function;

/** Does something for each of many, the next when the one before is done: in order, and never with all of them at once. */
public final class OneByOne {
    private OneByOne() {
    }

    /** Fails with the first failure; those behind it are left. */
    public static <T> Future<Void> each(Collection<? extends T> all, Function<? super T, ? extends Future<?>> work) {
        Future<Void> done = Future.succeededFuture();
        for (T one : all) {
            done = done.compose(before -> work.apply(one).mapEmpty());
        }
        return done;
    }
}
