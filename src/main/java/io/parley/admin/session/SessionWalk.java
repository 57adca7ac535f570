package io.parley.admin.session;

import static java.util.stream.Collectors.groupingBy;

import io.parley.admin.server.OnlineUser;
import io.parley.bus.LiveSessionReply.LiveSession;
import io.parley.bus.LiveSessionReply.SessionPage;
import io.parley.bus.SessionReply.RunningSession;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Goes through everybody's sessions in the order of their ids, some users at a time, and asks the server in detail for no more of them than
 * the page needs.
 */
final class SessionWalk {
    private static final int AT_ONCE = 50;
    /** Behind a name, as in the session's id: so names are in the order of the ids. */
    private static final String AT = "@";

    private final Map<String, List<OnlineUser>> told;
    private final Map<String, List<RunningSession>> running;
    private final Function<List<OnlineUser>, Future<List<OnlineUser>>> inDetail;
    private final MergedSessions merged;

    SessionWalk(List<OnlineUser> told, List<RunningSession> running, Function<List<OnlineUser>, Future<List<OnlineUser>>> inDetail,
                MergedSessions merged) {
        this.told = told.stream().collect(groupingBy(one -> one.user() + AT));
        this.running = running.stream().collect(groupingBy(one -> one.user() + AT));
        this.inDetail = inDetail;
        this.merged = merged;
    }

    /**
     * @param limit null for all
     * @param after the session id after which to begin; null for the first
     */
    Future<SessionPage> page(Integer limit, String after) {
        SortedSet<String> users = new TreeSet<>(told.keySet());
        users.addAll(running.keySet());
        String first = after == null ? "" : after.substring(0, after.indexOf(AT) + 1);
        return on(users.tailSet(first).iterator(), limit, after, new ArrayList<>());
    }

    private Future<SessionPage> on(Iterator<String> users, Integer limit, String after, List<LiveSession> found) {
        if (limit != null && found.size() > limit) {
            return Future.succeededFuture(new SessionPage(found.subList(0, limit), found.get(limit - 1).sessionId()));
        }
        if (!users.hasNext()) {
            return Future.succeededFuture(new SessionPage(found, null));
        }
        List<OnlineUser> online = new ArrayList<>();
        List<RunningSession> parleys = new ArrayList<>();
        for (int taken = 0; taken < AT_ONCE && users.hasNext(); taken++) {
            String user = users.next();
            online.addAll(told.getOrDefault(user, List.of()));
            parleys.addAll(running.getOrDefault(user, List.of()));
        }
        return inDetail.apply(online).compose(detailed -> {
            merged.of(parleys, detailed).stream().filter(one -> after == null || one.sessionId().compareTo(after) > 0).forEach(found::add);
            return on(users, limit, after, found);
        });
    }
}
