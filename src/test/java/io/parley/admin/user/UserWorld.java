package io.parley.admin.user;

import static io.parley.support.Await.await;

import io.parley.admin.Administering;
import io.parley.admin.server.UserStreams;
import io.parley.admin.session.LiveSessions;
import io.parley.admin.session.ParleySessions;
import io.parley.admin.session.ServerSessions;
import io.parley.admin.session.Unread;
import io.parley.bus.AccountChange;
import io.parley.bus.Addresses;
import io.parley.bus.AdminCommand;
import io.parley.bus.Alone;
import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.BusRecord;
import io.parley.bus.Done;
import io.parley.bus.Problem;
import io.parley.config.Config;
import io.parley.store.Departures;
import io.parley.store.Lockouts;
import io.parley.store.Store;
import io.parley.store.UserDetails;
import io.parley.xmpp.IqChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jxmpp.jid.impl.JidCreate;

/** The administration of users with a real database, a made-up XMPP server and one node. */
final class UserWorld implements AutoCloseable {
    final FakeServer server = new FakeServer();
    final List<String> belonging = new ArrayList<>();
    final List<AccountChange> changes = new ArrayList<>();
    /** Whether what else is kept of a user cannot be removed. */
    boolean belongingsStay;
    final Lockouts lockouts;
    final UserDetails details;
    private final Vertx vertx = Vertx.vertx();
    private final Store store;
    private final Administering administering;
    private Instant now = Instant.EPOCH;

    UserWorld(Path directory) {
        Bus.register(vertx);
        Bus bus = new Bus(vertx, Duration.ofSeconds(10), BusMetrics.NONE);
        store = await(Store.open(vertx,
                new Config.Store("jdbc:h2:file:" + directory.resolve("parley"), Optional.empty(), Optional.empty())));
        details = new UserDetails(store);
        lockouts = new Lockouts(store, () -> now);
        await(bus.<AccountChange>serve(Addresses.ACCOUNTS, change -> {
            changes.add(change);
            return Future.succeededFuture(new Done());
        }).begun());
        KnownUsers known = new KnownUsers(server, () -> now);
        Accounts accounts = new Accounts(bus, new Alone());
        OwnAccount own = new OwnAccount(Optional.of("admin"));
        administering = new Administering(List.of(new Users(server, known, details, new Departures(store), accounts, own, new Told()),
                new LockedUsers(server, known, lockouts, accounts, own),
                new LiveSessions(server, new ParleySessions(bus, new Alone()), accounts, own, new ServerSessions(server, own, Set::of),
                        new Unread(new NobodysStreams()), JidCreate.domainBareFromOrThrowUnchecked("x.example"))));
    }

    private static final class NobodysStreams implements UserStreams {
        @Override
        public <T> Future<T> as(String user, Function<IqChannel, Future<T>> work) {
            return Future.failedFuture("nobody is vouched for");
        }
    }

    private final class Told implements Belongings {
        @Override
        public Future<Void> userCreated(String user) {
            belonging.add("created " + user);
            return cleared();
        }

        @Override
        public Future<Void> userDeleted(String user) {
            belonging.add("deleted " + user);
            return cleared();
        }

        private Future<Void> cleared() {
            return belongingsStay ? Future.failedFuture(Problem.unavailable("store-unavailable", "It is away.", 1).exception())
                    : Future.succeededFuture();
        }
    }

    Future<? extends BusRecord> ask(AdminCommand command) {
        return administering.ask(command);
    }

    <R extends BusRecord> R ask(AdminCommand command, Class<R> reply) {
        return reply.cast(await(ask(command)));
    }

    /** The database is gone. */
    void loseStore() {
        await(store.close());
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
