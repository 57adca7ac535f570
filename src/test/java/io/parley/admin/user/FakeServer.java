package io.parley.admin.user;

import io.parley.admin.server.Capabilities;
import io.parley.admin.server.OnlineUser;
import io.parley.admin.server.ServerAdmin;
import io.parley.bus.Problem;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An XMPP server that keeps passwords, and refuses or does not answer what it is told to. */
final class FakeServer implements ServerAdmin {
    final Map<String, String> passwords = new TreeMap<>();
    final List<String> done = new ArrayList<>();
    Set<String> commands = Set.of();
    Set<String> refuses = Set.of();
    /** What is done, but not answered. */
    Set<String> silent = Set.of();
    int listings;

    @Override
    public Future<Capabilities> capabilities() {
        return Future.succeededFuture(new Capabilities(commands, Set.of()));
    }

    @Override
    public Future<List<String>> users() {
        listings++;
        return Future.succeededFuture(List.copyOf(passwords.keySet()));
    }

    @Override
    public Future<Integer> countUsers() {
        return Future.succeededFuture(passwords.size());
    }

    @Override
    public Future<Void> addUser(String user, String password) {
        return passwords.containsKey(user) ? Future.failedFuture(Problem.conflict("user-exists", "There is one.").exception())
                : doing("add " + user, () -> passwords.put(user, password));
    }

    @Override
    public Future<Void> deleteUser(String user) {
        return doing("delete " + user, () -> passwords.remove(user));
    }

    @Override
    public Future<Void> changePassword(String user, String password) {
        return doing("password " + user, () -> passwords.put(user, password));
    }

    @Override
    public Future<Void> disableUser(String user) {
        return doing("disable " + user, () -> { });
    }

    @Override
    public Future<Void> reenableUser(String user) {
        return doing("reenable " + user, () -> { });
    }

    @Override
    public Future<List<OnlineUser>> onlineUsers() {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<OnlineUser>> sessionsOf(String user) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Void> endSessions(String user) {
        return doing("end " + user, () -> { });
    }

    @Override
    public Future<Void> tell(String user, String text) {
        return doing("tell " + user, () -> { });
    }

    @Override
    public Future<Void> announce(String text) {
        return doing("announce", () -> { });
    }

    private Future<Void> doing(String what, Runnable change) {
        done.add(what);
        if (refuses.contains(what)) {
            return Future.failedFuture(Problem.refused("not-allowed", "no").exception());
        }
        change.run();
        return silent.contains(what) ? Future.failedFuture(Problem.of(504, "xmpp-timeout", "It does not answer.").exception())
                : Future.succeededFuture();
    }
}
