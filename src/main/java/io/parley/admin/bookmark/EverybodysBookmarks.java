package io.parley.admin.bookmark;

import io.parley.admin.delivery.Delivery;
import io.parley.bus.ProblemException;
import io.parley.flow.OneByOne;
import io.parley.store.Deliveries;
import io.parley.store.Deliveries.Mark;
import io.parley.store.GroupMarks;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is given to everybody, or was, is due for each of them. Where the XMPP server does not list its users, each gets it with their next
 * login.
 *
 * @param users lists the usernames, as {@code RegisteredUsers#list} does
 */
public record EverybodysBookmarks(Supplier<Future<List<String>>> users, Deliveries deliveries) implements Delivery {
    private static final int NOT_SUPPORTED = 501;
    /** Marks written in one transaction. */
    private static final int CHUNK = 200;

    @Override
    public Future<Void> deliver(String nothing) {
        return users.get().recover(EverybodysBookmarks::nobody).compose(all -> OneByOne.each(chunks(all), deliveries::mark));
    }

    private static Future<List<String>> nobody(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == NOT_SUPPORTED
                ? Future.succeededFuture(List.of()) : Future.failedFuture(failure);
    }

    private static List<List<Mark>> chunks(List<String> users) {
        List<List<Mark>> chunks = new ArrayList<>();
        for (int from = 0; from < users.size(); from += CHUNK) {
            chunks.add(users.subList(from, Math.min(users.size(), from + CHUNK)).stream()
                    .map(user -> new Mark(GroupMarks.BOOKMARKS, user)).toList());
        }
        return chunks;
    }
}
