package io.parley.flow;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

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

    /** Goes on behind a failure, and fails with the first when the others have been tried; or at once with one that ends all. */
    public static <T> Future<Void> tried(Collection<? extends T> all, Function<? super T, ? extends Future<?>> work,
                                         Predicate<Throwable> ends) {
        List<Throwable> failures = new ArrayList<>();
        return each(all, one -> work.apply(one).<Void>mapEmpty().recover(failure -> {
            failures.add(failure);
            return ends.test(failure) ? Future.failedFuture(failure) : Future.succeededFuture();
        })).compose(done -> failures.isEmpty() ? Future.succeededFuture() : Future.failedFuture(failures.get(0)));
    }
}
