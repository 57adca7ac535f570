package io.parley.http;

import io.parley.bus.Bus;
import io.parley.bus.Moving;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.config.StartFailure;
import io.parley.flow.Patience;
import io.parley.http.access.FrontDoor;
import io.parley.http.access.UserNames;
import io.parley.http.admin.AdminOperations;
import io.parley.http.contract.Contract;
import io.parley.http.contract.ContractRouter;
import io.parley.ops.BoundPort;
import io.parley.ops.Listening;
import io.parley.sse.EventStreams;
import io.parley.sse.StreamMetrics;
import io.parley.sse.StreamSettings;
import io.parley.time.LoopTimers;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Serves the API, the contract and the page: one event loop of several that listen on the same port. */
public final class HttpVerticle extends VerticleBase {
    /** The kernel would hide megabytes of events that a slow client has not read from the bound of its stream. */
    private static final int SEND_BUFFER = 65_536;

    /** How long who wants an event stream waits for a session that moves between nodes. */
    private static final Duration MOVE = Duration.ofSeconds(20);

    private final Config config;
    private final Contract contract;
    private final FrontDoor door;
    private final Bus bus;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final StreamMetrics metrics;
    private final BoundPort bound;
    private LoopTimers timers;
    private EventStreams streams;
    private HttpServer server;

    public HttpVerticle(Config config, Contract contract, FrontDoor door, Bus bus, InstantSource clock, RandomGenerator random,
                        StreamMetrics metrics, BoundPort bound) {
        this.config = config;
        this.contract = contract;
        this.door = door;
        this.bus = bus;
        this.clock = clock;
        this.random = random;
        this.metrics = metrics;
        this.bound = bound;
    }

    @Override
    public Future<?> start() {
        Config.Streams settings = config.streams();
        timers = new LoopTimers(vertx);
        streams = new EventStreams(new StreamSettings(settings.heartbeat(), settings.bufferEvents(), settings.stall(), clock),
                timers, new Secrets(random), metrics);
        Problems problems = new Problems();
        Router router = new ContractRouter(contract, operations(), door.access(), problems, config.http().maxBodyBytes())
                .router(vertx, first());
        new Docs(contract.text()).install(router);
        new PageFiles().install(router);
        server = vertx.createHttpServer(options()).requestHandler(router).invalidRequestHandler(problems.invalidRequests());
        return new Listening(config.http().host(), config.http().port(), Listening.API).start(server).onSuccess(bound::set)
                .recover(failure -> Future.failedFuture(unusable(failure)));
    }

    /** The files are there, or configuration would have said so: what else fails with TLS before the port is tried is what is in them. */
    private Throwable unusable(Throwable failure) {
        return config.http().tls().isEmpty() || failure instanceof StartFailure ? failure
                : new StartFailure("http.tls.certificate and http.tls.key cannot be used: " + failure.getMessage(), failure);
    }

    /** Aliases come first, for a reroute begins anew and forgets what was set before. */
    private List<Handler<RoutingContext>> first() {
        List<Handler<RoutingContext>> first = new ArrayList<>(List.of(new Aliases(), new RequestLog(clock, random)));
        first.addAll(door.rootHandlers());
        return first;
    }

    private Map<String, Operation> operations() {
        SessionsClient sessions = door.sessions();
        Map<String, Operation> all = new HashMap<>();
        all.putAll(door.login().operations());
        all.putAll(new EventsApi(sessions, streams, bus, new Patience(timers, clock, MOVE, Moving::is, () -> false)).operations());
        all.putAll(new PresenceApi(sessions).operations());
        all.putAll(new ContactsApi(sessions).operations());
        all.putAll(new MessagesApi(sessions).operations());
        all.putAll(new RoomsApi(sessions).operations());
        all.putAll(new ProfileApi(sessions, bus).operations());
        all.putAll(new StanzaApi(sessions).operations());
        all.putAll(questions(sessions));
        all.putAll(AdminOperations.all(bus, sessions, door.clients(), new UserNames(config.xmpp().domain())));
        return all;
    }

    private Map<String, Operation> questions(SessionsClient sessions) {
        FastpathClient queue = new FastpathClient(bus, sessions);
        Map<String, Operation> all = new HashMap<>();
        all.putAll(new AskApi(queue, sessions, door.tokens(), door.clients()).operations());
        all.putAll(new AskChatApi(queue, sessions, streams, bus).operations());
        all.putAll(new AssistsApi(queue, sessions).operations());
        all.putAll(new WorkgroupsApi(queue).operations());
        all.putAll(new WorkgroupAdminApi(queue).operations());
        return all;
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions().setSendBufferSize(SEND_BUFFER).setTcpNoDelay(true)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setIdleTimeout((int) config.http().idleTimeout().toMillis());
        config.http().tls().ifPresent(tls -> options.setSsl(true).setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions().addCertPath(tls.certificate()).addKeyPath(tls.key())));
        return options;
    }

    /**
     * The streams end with a hint when to come back; requests under way are answered, in half of the time at the most, for the sessions
     * have to end after that.
     */
    @Override
    public Future<?> stop() {
        streams.drain(config.streams().retry());
        return server.shutdown(config.shutdownGrace().toMillis() / 2, TimeUnit.MILLISECONDS);
    }
}
