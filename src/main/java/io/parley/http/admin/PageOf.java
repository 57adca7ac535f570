package io.parley.http.admin;

import io.parley.http.Answer;
import io.parley.http.Call;
import java.util.List;
import java.util.function.Function;

/**
 * The part of a list that is asked for.
 *
 * @param limit how many at the most; null for all
 * @param after the key behind which it begins; null for the first
 */
record PageOf(Integer limit, String after) {
    static PageOf asked(Call call) {
        return new PageOf(call.query("limit") == null ? null : Integer.valueOf(call.query("limit")), call.query("after"));
    }

    /** What to ask for, to see whether there are more; null for all. */
    Integer oneMore() {
        return limit == null ? null : limit + 1;
    }

    /** @param found as many as {@link #oneMore} asked for, or all */
    <T> Answer answer(List<T> found, Function<List<T>, Object> body, Function<T, String> key) {
        if (limit == null || found.size() <= limit) {
            return Answer.page(body.apply(found), null);
        }
        List<T> page = List.copyOf(found.subList(0, limit));
        return Answer.page(body.apply(page), key.apply(page.get(limit - 1)));
    }
}
