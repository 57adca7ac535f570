package io.parley;

import io.parley.bus.Alone;
import io.parley.bus.Nodes;
import io.parley.chance.Secrets;
import io.parley.cluster.Cluster;
import io.parley.cluster.ClusterVerticle;
import io.parley.cluster.Leadership;
import io.parley.config.Config;
import io.parley.fastpath.Fastpath;
import io.parley.fastpath.FastpathVerticle;
import io.parley.fastpath.Places;
import io.parley.fastpath.component.ComponentRooms;
import io.parley.fastpath.component.ComponentSettings;
import io.parley.http.HttpVerticle;
import io.parley.http.access.FrontDoor;
import io.parley.http.contract.Contract;
import io.parley.keys.KeyRing;
import io.parley.keys.Seal;
import io.parley.keys.XmppLoginTokens;
import io.parley.ops.DebugState;
import io.parley.ops.Listening;
import io.parley.ops.ManagementVerticle;
import io.parley.session.Admission;
import io.parley.session.Epochs;
import io.parley.session.LocalSentKeys;
import io.parley.session.SentKeys;
import io.parley.session.SessionBook;
import io.parley.session.SessionVerticle;
import io.parley.store.Lockouts;
import io.parley.time.LoopTimers;
import io.parley.xmpp.BlockingPool;
import io.parley.xmpp.EventLoopServer;
import io.parley.xmpp.LoginTurns;
import io.parley.xmpp.MintedToken;
import io.parley.xmpp.PasswordlessLogin;
import io.parley.xmpp.ProxyAuthorization;
import io.parley.xmpp.SmackTcpServer;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** The whole of Parley: who asks is started after who answers. */
final class AllParts implements Parts {
    private final Contract contract;
    private final KeyRing keys;
    private final Runnable leftBehind;
    private final SecureRandom random = new SecureRandom();
    private Departure departure;

    /** @param leftBehind told when the other nodes of a cluster go on without this one */
    AllParts(Contract contract, KeyRing keys, Runnable leftBehind) {
        this.contract = contract;
        this.keys = keys;
        this.leftBehind = leftBehind;
    }

    @Override
    public List<Part> of(Ground ground) {
        Config config = ground.config();
        XmppServer server = server(ground);
        Lockouts lockouts = new Lockouts(ground.store(), ground.clock());
        List<SessionVerticle> shards = sessions(ground, server, new Admission(lockouts::has));
        FrontDoor door = new FrontDoor(ground.vertx(), ground.bus(), ground.live(), keys, shards.size(), ground.clock(), random,
                ground.metrics()::loginFailed);

        List<Part> parts = new ArrayList<>();
        shards.forEach(shard -> parts.add(new Part("sessions", 1, () -> shard)));
        Administration administration = new Administration(ground, server, new Secrets(random), nodes(ground), lockouts);
        parts.add(administration.directory());
        parts.add(administration.accounts(shards.size(), door.basicMemory()::evict));
        parts.add(administration.sessions(shards.size()));
        parts.addAll(administration.commands(new Seal(keys.data(), random)));
        Queue queue = new Queue(ground.config().fastpath().secret().map(secret -> () -> fastpath(ground, secret)));
        Optional<ClusterVerticle> cluster = ground.cluster()
                .map(others -> others.verticle(ground.bus(), keys.fingerprint(), leftBehind));
        cluster.ifPresent(member -> parts.add(new Part("cluster", 1, () -> member)));
        ground.cluster().ifPresent(others -> Measured.cluster(ground.metrics(), others));
        Optional<Leadership> leadership = cluster.flatMap(member -> queue.making())
                .map(making -> new Leadership(ground.cluster().orElseThrow().nodes(), making));
        leadership.ifPresentOrElse(leader -> parts.add(new Part("fastpath", 1, () -> leader)),
                () -> queue.making().ifPresent(making -> parts.add(new Part("fastpath", 1, making))));
        Health health = new Health(ground, cluster);
        parts.add(health.part());
        parts.add(http(ground, door));
        parts.add(management(ground, shards, queue, cluster, administration, health));
        cluster.ifPresent(member -> {
            departure = new Departure(ground.cluster().orElseThrow().nodes(), member, leadership, shards);
            parts.add(new Part("departure", 1, () -> departure));
        });
        return parts;
    }

    @Override
    public Future<Void> abandon() {
        return departure == null ? Future.succeededFuture() : departure.abandon();
    }

    private XmppServer server(Ground ground) {
        Config.Xmpp xmpp = ground.config().xmpp();
        int capacity = xmpp.poolSize() + xmpp.poolQueue();
        return switch (xmpp.transport()) {
            case SMACK -> {
                BlockingPool pool = new BlockingPool(ground.vertx(), xmpp.poolSize(), xmpp.poolQueue());
                ground.metrics().pool("xmpp", capacity, pool::taken);
                yield new SmackTcpServer(ground.vertx(), xmpp, passwordless(ground), pool);
            }
            case EVENTLOOP -> {
                LoginTurns turns = new LoginTurns(xmpp.poolSize(), xmpp.poolQueue(), ground.config().sessions().maxSessions());
                ground.metrics().pool("xmpp", capacity, turns::taken);
                yield new EventLoopServer(ground.vertx(), xmpp, passwordless(ground), turns, ground.clock());
            }
        };
    }

    private List<SessionVerticle> sessions(Ground ground, XmppServer server, Admission admission) {
        int count = ground.config().shards();
        Epochs epochs = new Epochs(ground.clock());
        Nodes nodes = nodes(ground);
        SessionBook book = ground.cluster().map(Cluster::book).orElse(SessionBook.OWN);
        Supplier<SentKeys> sentKeys = ground.cluster().<Supplier<SentKeys>>map(others -> others::sentKeys)
                .orElse(() -> new LocalSentKeys(ground.config().sessions().idempotencyMemory(), ground.clock()));
        return IntStream.range(0, count).mapToObj(shard -> new SessionVerticle(shard, ground.live(), server, ground.bus(), ground.clock(),
                new Secrets(random), epochs, Measured.sessions(ground.metrics()), nodes, book, sentKeys, new Seal(keys.data(), random),
                admission)).toList();
    }

    private static Nodes nodes(Ground ground) {
        return ground.cluster().map(Cluster::nodes).orElseGet(Alone::new);
    }

    private PasswordlessLogin passwordless(Ground ground) {
        Config.Xmpp xmpp = ground.config().xmpp();
        return switch (xmpp.passwordless()) {
            case NONE -> PasswordlessLogin.none();
            case JWT -> new MintedToken(new XmppLoginTokens(ground.vertx(), keys.xmppLogin(), xmpp.domain(), ground.clock())::mint);
            case PROXY -> new ProxyAuthorization(domain(xmpp), xmpp.admin().orElseThrow().user(),
                    xmpp.admin().orElseThrow().password().orElseThrow());
        };
    }

    private static DomainBareJid domain(Config.Xmpp xmpp) {
        return JidCreate.domainBareFromOrThrowUnchecked(xmpp.domain());
    }

    /** Before HTTP is served and after sessions: a session that ends with the program is no expert who has left. */
    private FastpathVerticle fastpath(Ground ground, String secret) {
        Config config = ground.config();
        String domain = config.xmpp().domain();
        Places places = new Places(domain, config.fastpath().workgroups() + "." + domain, config.fastpath().visitors() + "." + domain,
                config.xmpp().conference() + "." + domain, () -> ground.config().meetingUrl());
        ComponentSettings component = new ComponentSettings(config.fastpath().host().orElse(config.xmpp().host()),
                config.fastpath().port(), secret, places.workgroups(), places.visitors(), places.conference(), config.xmpp().replyTimeout());
        return new FastpathVerticle(nodes(ground), vertx -> {
            LoopTimers timers = new LoopTimers(vertx);
            ComponentRooms rooms = new ComponentRooms(vertx, component, nodes(ground)::confirmed, timers, ground.clock(), new Secrets(random));
            return new Fastpath.Setup(ground.bus(), ground.store(), rooms, places,
                    () -> ground.config().fastpath().asksPerAddress(), ground.clock(), timers,
                    new Secrets(random), Measured.fastpath(ground.metrics()));
        });
    }

    private Part http(Ground ground, FrontDoor door) {
        return new Part("http", ground.config().http().instances(), () -> new HttpVerticle(ground.config(), contract, door, ground.bus(),
                ground.clock(), random, Measured.streams(ground.metrics()), ground.httpPort()));
    }

    private static Part management(Ground ground, List<SessionVerticle> shards, Queue queue, Optional<ClusterVerticle> cluster,
                                   Administration administration, Health health) {
        Listening listening = new Listening(ground.config().management().host(), ground.config().management().port(),
                Listening.OPERATORS);
        List<DebugState> states = new ArrayList<>(IntStream.range(0, shards.size())
                .mapToObj(shard -> new DebugState("sessions." + shard, shards.get(shard)::debugState)).toList());
        queue.making().ifPresent(on -> states.add(new DebugState("fastpath", queue::debugState)));
        cluster.ifPresent(member -> states.add(new DebugState("cluster", member::debugState)));
        states.add(new DebugState("administration", administration::debugState));
        return new Part("management", 1,
                () -> new ManagementVerticle(listening, ground.managementPort(), health.readiness(), ground.registry(), states));
    }
}
