package io.parley.admin.room;

import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What has been done of a change in several steps, for the problem of the step that fails: its {@code done}. */
final class Progress {
    private final List<String> done = new ArrayList<>();

    void add(String what) {
        done.add(what);
    }

    /** A failure that says what was done before it; what it says of its own step comes last. */
    <T> Future<T> told(Throwable failure) {
        if (!(failure instanceof ProblemException refused)) {
            return Future.failedFuture(failure);
        }
        List<Object> all = new ArrayList<>(done);
        if (refused.problem().extension() != null && refused.problem().extension().get("done") instanceof Collection<?> own) {
            all.addAll(own);
        }
        return Future.failedFuture(all.isEmpty() ? failure : refused.problem().with("done", List.copyOf(all)).exception(failure));
    }
}
