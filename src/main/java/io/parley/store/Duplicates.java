package io.parley.store;

import io.parley.bus.Problem;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Two who put the same row in at once: who comes second begins again, and finds it. */
final class Duplicates {
    /** Each try that fails means that another succeeded meanwhile. */
    private static final int TRIES = 4;

    private Duplicates() {
    }

    /** @param work does nothing that the database cannot undo */
    static <T> Future<T> retried(Supplier<Future<T>> work) {
        return retried(work, TRIES);
    }

    private static <T> Future<T> retried(Supplier<Future<T>> work, int tries) {
        return work.get().recover(failure -> {
            if (!DuplicateRow.is(failure)) {
                return Future.failedFuture(failure);
            }
            return tries > 1 ? retried(work, tries - 1) : Future.failedFuture(
                    Problem.unavailable("store-busy", "Others keep changing the same in the database.", 1).exception(failure));
        });
    }
}
