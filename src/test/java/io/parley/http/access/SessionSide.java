package io.parley.http.access;

import io.parley.bus.Addresses;
import io.parley.bus.Ask;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.Gate;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Stands in for the verticles that own sessions, on the real event bus: keeps the rules that the bus records state. */
public final class SessionSide {
    public static final int SHARDS = 2;

    public final List<BusRecord> asked = new CopyOnWriteArrayList<>();
    public final Map<String, String> passwords = new HashMap<>();
    /** What sessions answer to commands that a test is about. */
    public final Map<Class<?>, Function<SessionCommand, Future<? extends BusRecord>>> scripted = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> logins = new HashMap<>();
    private final Map<String, Bus.Serving> sessions = new HashMap<>();
    private final Bus bus;
    private Promise<Void> held;
    private Problem fault;
    private int counter;

    public SessionSide(Bus bus) {
        this.bus = bus;
        for (int shard = 0; shard < SHARDS; shard++) {
            bus.<Gate>serve(Addresses.gate(shard), this::gate);
        }
    }

    public static String streamId(String user) {
        return "s-" + (user + "-0123456789012345678901").substring(0, 22);
    }

    /** From now on every question to the gate ends so, as when the XMPP server is away; null: as usual. */
    synchronized void failWith(Problem problem) {
        fault = problem;
    }

    /** Verifications wait until the returned promise is completed. */
    synchronized Promise<Void> holdVerifications() {
        held = Promise.promise();
        return held;
    }

    public synchronized void endSession(String user) {
        Bus.Serving session = sessions.remove(streamId(user));
        if (session != null) {
            session.end();
        }
        logins.remove(user);
    }

    public <T> List<T> asked(Class<T> type) {
        List<T> found = new ArrayList<>();
        asked.stream().filter(type::isInstance).map(type::cast).forEach(found::add);
        return found;
    }

    private synchronized Future<? extends BusRecord> gate(Gate wish) {
        asked.add(wish);
        if (fault != null) {
            return Future.failedFuture(fault.exception());
        }
        if (wish instanceof Gate.Verify verify) {
            Future<Void> ready = held == null ? Future.succeededFuture() : held.future();
            return ready.compose(now -> isRight(verify.user(), verify.password()) ? Future.succeededFuture(new Done()) : refuse(401));
        }
        return open((Gate.Open) wish);
    }

    private Future<Gate.Opened> open(Gate.Open wish) {
        boolean master = wish.proof() == Gate.Proof.MASTER;
        if (master ? !passwords.containsKey(wish.user()) : !isRight(wish.user(), wish.password())) {
            return refuse(master ? 404 : 401);
        }
        String id = streamId(wish.user());
        sessions.computeIfAbsent(id, missing -> bus.<Ask>serve(Addresses.session(id), ask -> answer(wish.user(), ask)));
        String login = wish.newLogin() ? "login-" + ++counter : null;
        if (login != null) {
            logins.computeIfAbsent(wish.user(), none -> new HashSet<>()).add(login);
        }
        return Future.succeededFuture(opened(wish.user(), login));
    }

    private synchronized Future<? extends BusRecord> answer(String owner, Ask ask) {
        asked.add(ask);
        if (!ask.caller().mayActFor(owner)) {
            return Future.failedFuture(Problem.of(403, "not-yours", "Another's.").exception());
        }
        String login = ask.caller().login();
        if (login != null && !logins.getOrDefault(owner, Set.of()).contains(login)) {
            return Future.failedFuture(Refusals.loginEnded());
        }
        if (ask.command() instanceof SessionCommand.Logoff logoff) {
            logins.get(owner).removeIf(each -> logoff.all() || login == null || each.equals(login));
            return Future.succeededFuture(new Done());
        }
        if (scripted.containsKey(ask.command().getClass())) {
            return scripted.get(ask.command().getClass()).apply(ask.command());
        }
        return Future.succeededFuture(opened(owner, null));
    }

    private boolean isRight(String user, String password) {
        return password.equals(passwords.get(user));
    }

    private static Gate.Opened opened(String user, String login) {
        return new Gate.Opened(user, streamId(user), user + "@example.org/parley", login);
    }

    private static <T> Future<T> refuse(int status) {
        return Future.failedFuture(Problem.of(status, "not-authorized", "The XMPP server said no to " + status + ".").exception());
    }
}
