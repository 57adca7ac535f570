package io.parley.session;

import static io.parley.support.Await.await;

import io.parley.bus.Ask;
import io.parley.bus.Bus;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.Carried;
import io.parley.bus.Done;
import io.parley.bus.Elsewhere;
import io.parley.bus.FakeNodes;
import io.parley.bus.Gate;
import io.parley.bus.Moving;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.keys.Seal;
import io.parley.time.ManualTimers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jxmpp.jid.impl.JidCreate;

/** Nodes with one shard each, which share a book, an XMPP server and keys; time passes by hand. */
final class SessionWorld implements AutoCloseable {
    private static final Config.Sessions SESSIONS = new Config.Sessions(1, Duration.ofMinutes(1), Duration.ofHours(1), 5, 100, false, 500,
            1_000_000, Duration.ofMinutes(10), Duration.ofDays(1), 1_000, 3, 10);
    private static final Config.Xmpp XMPP = new Config.Xmpp(FakeXmpp.DOMAIN, "127.0.0.1", 5222, Config.TlsMode.DISABLED, Optional.empty(),
            "conference", Config.Passwordless.JWT, Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(1),
            Config.Transport.SMACK, 1_000_000, 10, 10);
    private static final SessionMetrics UNCOUNTED = (SessionMetrics) Proxy.newProxyInstance(SessionWorld.class.getClassLoader(),
            new Class<?>[] {SessionMetrics.class}, (proxy, method, given) -> null);

    final FakeBook book = new FakeBook();
    final FakeXmpp xmpp = new FakeXmpp();
    final Set<String> lockedOut = new HashSet<>();
    /** Until then nobody is told who is locked out. */
    Future<?> admission = Future.succeededFuture();
    final ManualTimers timers = new ManualTimers();
    private final List<Node> nodes = new ArrayList<>();
    private final Seal seal = new Seal(new SecretKeySpec(new byte[32], "AES"), new SecureRandom());
    private long now = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

    /** One node; those of its sessions that are elsewhere it does not ask: there are no other nodes on its bus. */
    final class Node implements AutoCloseable {
        final String id;
        final Vertx vertx = Vertx.vertx();
        final FakeNodes others;
        final Sessions sessions;
        /** What is handed to other nodes' gates, and how these answer. */
        final List<String> handed = new ArrayList<>();
        Future<Void> handing = Future.succeededFuture();

        Node(String id, boolean canVouch, String... members) {
            this.id = id;
            others = new FakeNodes(id, members);
            Bus.register(vertx);
            Bus bus = new Bus(vertx, Duration.ofSeconds(5), (command, outcome, time) -> { }, Elsewhere.NOWHERE);
            for (String other : members) {
                bus.serveNode(other, message -> asked(bus, other, message));
            }
            bus.<BusRecord>serve("willing", taken -> Future.succeededFuture(new Done()));
            bus.<BusRecord>serve("unwilling", taken -> Future.failedFuture(handing.cause()));
            bus.<BusRecord>serve("moving", asked -> Future.failedFuture(Moving.session().exception()));
            Sessions[] made = new Sessions[1];
            SessionSetup setup = new SessionSetup(vertx.getOrCreateContext(), bus, xmpp, () -> SESSIONS, XMPP, 5,
                    () -> "https://{domain}/{room}",
                    Optional.empty(), canVouch, SessionWorld.this::instant, timers, new Secrets(new Random(id.hashCode())),
                    new Epochs(SessionWorld.this::instant), new LocalSentKeys(Duration.ofMinutes(10), SessionWorld.this::instant), others,
                    book, new Farewells(book, timers), seal, new Admission(user -> admission.map(held -> lockedOut.contains(user))),
                    UNCOUNTED, ended -> made[0].ended(ended));
            made[0] = new Sessions(setup, JidCreate.domainBareFromOrThrowUnchecked(FakeXmpp.DOMAIN));
            sessions = made[0];
        }

        private void asked(Bus bus, String other, Message<BusRecord> message) {
            BusRecord record = ((Carried) message.body()).record();
            if (record instanceof Gate.TakeOver over) {
                handed.add(other + " " + over.user());
                bus.handOn(message, new Carried(handing.succeeded() ? "willing" : "unwilling", record));
            } else {
                bus.handOn(message, new Carried("moving", record));
            }
        }

        Future<Gate.Opened> logIn(String user) {
            return open(new Gate.Open(user, Gate.Proof.MASTER, null, true));
        }

        Future<Gate.Opened> logIn(String user, String password) {
            return open(new Gate.Open(user, Gate.Proof.PASSWORD, password, true));
        }

        Future<Gate.Opened> open(Gate.Open asked) {
            return sessions.gate(asked).map(Gate.Opened.class::cast);
        }

        /** Empty where it takes over; else why not. */
        Optional<String> takesOver(String user) {
            return failure(sessions.gate(new Gate.TakeOver(user)));
        }

        Optional<Session> session(String user) {
            return Optional.ofNullable(sessions.running().get(user));
        }

        void asks(String user, SessionCommand command) {
            await(session(user).orElseThrow().ask(new Ask(Caller.master(), command)));
        }

        @Override
        public void close() {
            await(vertx.close());
        }
    }

    Node node(String id, String... members) {
        return added(new Node(id, true, members));
    }

    /** The server knows only passwords. */
    Node nodeWithoutVouching(String id, String... members) {
        xmpp.vouches = false;
        return added(new Node(id, false, members));
    }

    private Node added(Node node) {
        nodes.add(node);
        return node;
    }

    /** A node is gone without a word, and the others have agreed on that; its streams are still there for the server. */
    void dies(Node dead, String... survivors) {
        nodes.remove(dead);
        nodes.forEach(node -> node.others.are(survivors));
    }

    void pass(Duration time) {
        now += time.toMillis();
        timers.pass(time);
    }

    private Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    SessionEntry entry(String user) {
        return book.entries.get(user);
    }

    /** The code of the problem that this has failed with; empty where it has not. */
    static Optional<String> failure(Future<?> asked) {
        if (!asked.isComplete()) {
            throw new AssertionError("it waits");
        }
        return Optional.ofNullable(asked.cause()).map(ProblemException.class::cast).map(refused -> refused.problem().code());
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
