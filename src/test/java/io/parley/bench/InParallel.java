package io.parley.bench;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** The same for many, so many at a time. */
final class InParallel {
    private InParallel() {
    }

    /** Done when all are; the first failure ends it. */
    static <T> Future<Void> each(List<T> all, int atOnce, Function<T, Future<?>> work) {
        Iterator<T> rest = all.iterator();
        List<Future<?>> lanes = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            lanes.add(lane(rest, work));
        }
        return Future.all(lanes).mapEmpty();
    }

    private static <T> Future<Void> lane(Iterator<T> rest, Function<T, Future<?>> work) {
        return rest.hasNext() ? work.apply(rest.next()).compose(done -> lane(rest, work)) : Future.succeededFuture();
    }
}
