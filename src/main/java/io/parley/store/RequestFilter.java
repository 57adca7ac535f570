package io.parley.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Which requests of a workgroup are wanted.
 *
 * @param state  fastpath.UserState's code
 * @param from   asked then or later
 * @param to     asked before
 * @param expert only those that this expert accepted
 * @param after  the id of the last request of the page before
 * @param limit  how many, at most {@value #MAX}
 */
public record RequestFilter(String workgroup, Optional<String> state, Optional<Instant> from, Optional<Instant> to, Optional<String> expert,
                            Optional<String> after, int limit) {
    static final int MAX = 200;

    public RequestFilter {
        limit = Math.max(1, Math.min(MAX, limit));
    }

    /** The newest of all. */
    public static RequestFilter of(String workgroup, int limit) {
        return new RequestFilter(workgroup, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                limit);
    }
}
