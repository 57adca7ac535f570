package io.parley.admin.session;

import io.parley.admin.server.OnlineUser;
import io.parley.admin.server.ServerAdmin;
import io.parley.admin.user.OwnAccount;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The sessions that the server tells of; none where it does not tell. */
public final class ServerSessions {
    /** The streams of all nodes by which Parley administers: nobody else has the account. */
    private static final Pattern ADMINS = Pattern.compile("parley-admin-[A-Za-z0-9_-]{22}");

    private final ServerAdmin server;
    private final OwnAccount account;
    private final Supplier<Set<String>> asUsers;

    /** @param asUsers resources of the streams that this node has open as users now, to ask something: a client may take one like them */
    public ServerSessions(ServerAdmin server, OwnAccount account, Supplier<Set<String>> asUsers) {
        this.server = server;
        this.account = account;
        this.asUsers = asUsers;
    }

    /** Everybody's, some without the resource: those can be had {@link #inDetail}. */
    Future<List<OnlineUser>> online() {
        return told(server::onlineUsers, List.of());
    }

    Future<List<OnlineUser>> of(String user) {
        return told(() -> server.sessionsOf(user), List.of());
    }

    /** Asks for the sessions of each who is there without a resource, all at once: no more of them than the stream takes. */
    Future<List<OnlineUser>> inDetail(List<OnlineUser> some) {
        return Future.all(some.stream().map(this::inDetail).toList())
                .map(all -> all.<List<OnlineUser>>list().stream().<OnlineUser>flatMap(List::stream).toList());
    }

    private Future<List<OnlineUser>> inDetail(OnlineUser one) {
        return one.resource() != null ? Future.succeededFuture(List.of(one)) : told(() -> server.sessionsOf(one.user()), List.of(one));
    }

    /** A stream may begin or end while the server is asked. */
    private Future<List<OnlineUser>> told(Supplier<Future<List<OnlineUser>>> asking, List<OnlineUser> otherwise) {
        Set<String> before = asUsers.get();
        return asking.get().map(all -> {
            Set<String> own = new HashSet<>(before);
            own.addAll(asUsers.get());
            return all.stream().filter(one -> !isOwn(one, own)).toList();
        }).recover(failure -> isUnsupported(failure) ? Future.succeededFuture(otherwise) : Future.failedFuture(failure));
    }

    private boolean isOwn(OnlineUser one, Set<String> own) {
        return one.resource() != null && (one.show() == null || one.show().equals("unavailable"))
                && (own.contains(one.resource()) || account.is(one.user()) && ADMINS.matcher(one.resource()).matches());
    }

    private static boolean isUnsupported(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 501;
    }
}
