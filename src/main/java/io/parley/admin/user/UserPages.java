package io.parley.admin.user;

import io.parley.bus.DirectoryReply.User;
import io.parley.bus.UserCommand.ListUsers;
import io.parley.bus.UserReply.UserPage;
import io.parley.store.UserDetail;
import io.parley.store.UserDetails;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The users of the server a page at a time: what is kept of them is read for those of the page alone. */
final class UserPages {
    private final KnownUsers users;
    private final UserDetails details;

    UserPages(KnownUsers users, UserDetails details) {
        this.users = users;
        this.details = details;
    }

    Future<UserPage> page(ListUsers asked) {
        return users.list().compose(all -> wanted(asked).compose(wanted -> described(some(all, asked, wanted))));
    }

    /** A page, and whether there is more. */
    private record Some(List<String> users, boolean more) {
    }

    private static Some some(List<String> all, ListUsers asked, Predicate<String> wanted) {
        List<String> found = new ArrayList<>();
        for (String user : all.subList(begin(all, asked.after()), all.size())) {
            if (wanted.test(user)) {
                if (asked.limit() != null && found.size() == asked.limit()) {
                    return new Some(found, true);
                }
                found.add(user);
            }
        }
        return new Some(found, false);
    }

    /** Behind that user, or where the user would be who has been deleted meanwhile. */
    private static int begin(List<String> all, String after) {
        int found = after == null ? -1 : Collections.binarySearch(all, after);
        return after == null ? 0 : found >= 0 ? found + 1 : -(found + 1);
    }

    private Future<Predicate<String>> wanted(ListUsers asked) {
        return searched(asked.search()).compose(searched -> owning(asked).map(searched::and));
    }

    private Future<Predicate<String>> searched(String search) {
        if (search == null || search.isBlank()) {
            return Future.succeededFuture(user -> true);
        }
        String part = search.strip().toLowerCase(Locale.ROOT);
        return details.matching(part).map(named -> user -> user.contains(part) || named.contains(user));
    }

    private Future<Predicate<String>> owning(ListUsers asked) {
        return asked.propertyKey() == null ? Future.succeededFuture(user -> true)
                : details.having(asked.propertyKey(), asked.propertyValue()).map((Set<String> owners) -> owners::contains);
    }

    private Future<UserPage> described(Some some) {
        return details.of(some.users()).map(kept -> new UserPage(
                some.users().stream().map(user -> described(user, kept.getOrDefault(user, UserDetail.NONE))).toList(),
                some.more() ? some.users().get(some.users().size() - 1) : null));
    }

    /** A name is always told, as clients of the older API expect. */
    static User described(String user, UserDetail kept) {
        return new User(user, kept.name() == null ? "" : kept.name(), kept.email(), kept.properties());
    }
}
