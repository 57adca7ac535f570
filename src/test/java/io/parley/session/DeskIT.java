package io.parley.session;

import static io.parley.bus.FastpathCommand.Attendance.AVAILABLE;
import static io.parley.bus.FastpathCommand.Attendance.AWAY;
import static io.parley.bus.FastpathCommand.Attendance.GONE;
import static io.parley.bus.FastpathCommand.Attendance.LOGGED_IN;
import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.Addresses;
import io.parley.bus.Alone;
import io.parley.bus.Ask;
import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.FastpathAsk;
import io.parley.bus.FastpathCommand.Attend;
import io.parley.bus.FastpathCommand.Attendance;
import io.parley.bus.Gate;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionCommand;
import io.parley.bus.SessionCommand.Attach;
import io.parley.bus.SessionCommand.Logoff;
import io.parley.bus.SessionCommand.ReadEvents;
import io.parley.bus.SessionCommand.SetPresence;
import io.parley.bus.SessionCommand.Tell;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.StreamSignal;
import io.parley.bus.StreamSignal.Event;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.config.ConfigLoader;
import io.parley.keys.Seal;
import io.parley.support.FreePorts;
import io.parley.support.TcpProxy;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.parley.xmpp.BlockingPool;
import io.parley.xmpp.PasswordlessLogin;
import io.parley.xmpp.SmackTcpServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions at a real server, and in the place of the queue of questions somebody who writes down what it is told. */
@WithXmpp
class DeskIT {
    private static final String USER = "desk-dora";

    private final Vertx vertx = Vertx.vertx();
    private final XmppServer server;
    private final int port = FreePorts.one();
    private final BlockingQueue<Attend> queue = new LinkedBlockingQueue<>();
    private Bus bus;
    private TcpProxy network;
    private String deployed;

    DeskIT(XmppServer server) {
        this.server = server;
        server.register(USER, USER);
    }

    @BeforeEach
    void listen() {
        connect();
        Bus.register(vertx);
        bus = new Bus(vertx, Duration.ofSeconds(20), BusMetrics.NONE);
        bus.<FastpathAsk>serve(Addresses.FASTPATH, asked -> {
            queue.add((Attend) asked.command());
            return asked.caller().isMaster() ? Future.succeededFuture(new Done()) : Future.failedFuture("not the master's call");
        });
    }

    @AfterEach
    void close() {
        await(vertx.undeploy(deployed));
        network.close();
        await(vertx.close());
    }

    @Test
    void theQueueHearsOfLoginPresenceAndTheEnd() {
        sessions(Map.of());
        String dora = logIn();
        hears(dora, LOGGED_IN, AVAILABLE);
        ask(dora, new SetPresence("dnd", "busy"));
        hears(dora, AWAY);
        ask(dora, new SetPresence("chat", null));
        hears(dora, AVAILABLE);
        ask(dora, new SetPresence("away", "offers passed"));
        hears(dora, AWAY);
        ask(dora, new Logoff(true));
        hears(dora, GONE);
    }

    @Test
    void withoutAnEventStreamTheUserBecomesAway() {
        sessions(Map.of("PARLEY_SESSIONS_AWAY_AFTER", "50ms"));
        String dora = logIn();
        hears(dora, LOGGED_IN, AVAILABLE, AWAY);
        ask(dora, new Attach("stream", null, false, null));
        hears(dora, AVAILABLE);
    }

    @Test
    void aSessionThatLostItsStreamIsAwayUntilItIsBackAndIsToldEventsAllTheSame() {
        sessions(Map.of());
        String dora = logIn();
        hears(dora, LOGGED_IN, AVAILABLE);
        network.close();
        hears(dora, AWAY);
        ask(dora, new Tell("chatapi.assist", "{\"type\":\"offerRevoked\",\"id\":\"fhrtbf7\"}", null));
        connect();
        hears(dora, AVAILABLE);
        assertEquals("{\"type\":\"offerRevoked\",\"id\":\"fhrtbf7\"}", lastEvent(dora, "chatapi.assist").data());
    }

    @Test
    void whatOnlyHoldsForNowIsToldAndNotKept() {
        sessions(Map.of());
        String dora = logIn();
        Promise<StreamSignal> told = Promise.promise();
        await(bus.onSignal(Addresses.events(dora), signal -> {
            if (signal instanceof StreamSignal.Passing) { // her own presence may still be on its way
                told.tryComplete(signal);
            }
        }).completion());
        ask(dora, new Tell("chatapi.assist", "{\"type\":\"notify-queue\"}", "queue"));
        assertEquals(new StreamSignal.Passing("queue", "chatapi.assist", "{\"type\":\"notify-queue\"}"), await(told.future()));
        assertEquals(List.of(), events(dora).stream().filter(event -> event.channel().equals("chatapi.assist")).toList());
    }

    @Test
    void nobodyButParleyItselfWritesIntoTheLog() {
        sessions(Map.of());
        String dora = logIn();
        Ask own = new Ask(new Caller(Caller.Kind.USER, USER, null), new Tell("chatapi.assist", "{}", null));
        AssertionError failed = assertThrows(AssertionError.class,
                () -> await(bus.request(Addresses.session(dora), own, Done.class)));
        assertEquals(403, ((ProblemException) failed.getCause()).problem().status());
        assertEquals(List.of(), events(dora).stream().filter(event -> event.channel().equals("chatapi.assist")).toList());
    }

    @Test
    void withoutFastpathNobodyIsTold() {
        sessions(Map.of("PARLEY_FASTPATH_SECRET", ""));
        String dora = logIn();
        ask(dora, new SetPresence("dnd", null));
        ask(dora, new Logoff(true));
        await(bus.request(Addresses.FASTPATH, new FastpathAsk(Caller.master(), new Attend("last", "s-last", GONE)), Done.class));
        assertEquals("last", next().user());
    }

    private void connect() {
        network = TcpProxy.before(vertx, server.c2sPort(), port);
    }

    private void sessions(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(Map.of("PARLEY_XMPP_DOMAIN", server.domain(),
                "PARLEY_XMPP_PORT", Integer.toString(port), "PARLEY_XMPP_PASSWORDLESS", "none",
                "PARLEY_FASTPATH_SECRET", "sesame"));
        environment.putAll(settings);
        Config config = new ConfigLoader(environment).load();
        Clock clock = Clock.systemUTC();
        SmackTcpServer xmpp = new SmackTcpServer(vertx, config.xmpp(), PasswordlessLogin.none(), new BlockingPool(vertx, 4, 10));
        deployed = await(vertx.deployVerticle(new SessionVerticle(0, () -> config, xmpp, bus, clock,
                new Secrets(new SecureRandom()), new Epochs(clock),
                new Uncounted(), new Alone(), SessionBook.OWN, () -> new LocalSentKeys(config.sessions().idempotencyMemory(), clock),
                new Seal(new SecretKeySpec(new byte[32], "AES"), new SecureRandom()), Admission.OPEN)));
    }

    private String logIn() {
        return await(bus.request(Addresses.gate(0), new Gate.Open(USER, Gate.Proof.PASSWORD, USER, true), Gate.Opened.class)).streamId();
    }

    private void ask(String session, SessionCommand command) {
        await(bus.request(Addresses.session(session), new Ask(Caller.master(), command), BusRecord.class));
    }

    private List<Event> events(String session) {
        return await(bus.request(Addresses.session(session), new Ask(Caller.master(), new ReadEvents(0, 1000)), Events.class)).events();
    }

    private Event lastEvent(String session, String channel) {
        return events(session).stream().filter(event -> event.channel().equals(channel)).reduce((before, last) -> last).orElseThrow();
    }

    private void hears(String session, Attendance... inOrder) {
        for (Attendance wanted : inOrder) {
            assertEquals(new Attend(USER, session, wanted), next());
        }
    }

    private Attend next() {
        try {
            Attend heard = queue.poll(20, TimeUnit.SECONDS);
            if (heard == null) {
                throw new AssertionError("the queue was told nothing");
            }
            return heard;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static final class Uncounted implements SessionMetrics {
        @Override
        public void opened() {
        }

        @Override
        public void ended() {
        }

        @Override
        public void logChanged(long events, long bytes) {
        }

        @Override
        public void acknowledged(Duration since) {
        }

        @Override
        public void takenOver() {
        }

        @Override
        public void connectionLost() {
        }

        @Override
        public void connectionResumed() {
        }
    }
}
