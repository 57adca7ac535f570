package io.parley.xmpp.transport;

import io.parley.support.Await;
import io.parley.time.Timers;
import io.parley.time.VertxTimers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** A scripted server and connections to it. */
final class World implements AutoCloseable {
    static final Login ANN = new Login("ann", "secret", null, Set.of("PLAIN"), Resourcepart.fromOrThrowUnchecked("r"));
    static final int LONGEST = 2_000;
    static final int MOST_WAITING = 5;

    final Vertx vertx = Vertx.vertx();
    final Context context = vertx.getOrCreateContext();
    final ScriptedServer server;
    private final Transport transport;
    private volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");

    World() {
        this(LineSettings.Security.NONE, Duration.ofSeconds(10), new NetServerOptions(), "localhost", null);
    }

    /** @param timers by which its connections run out of patience, after ten seconds */
    World(LineSettings.Security security, Timers timers) {
        this(security, Duration.ofSeconds(10), new NetServerOptions(), "localhost", null, vertx -> timers);
    }

    World(LineSettings.Security security, Duration replyTimeout, NetServerOptions options, String domain, X509TrustManager trusted) {
        this(security, replyTimeout, options, domain, trusted, VertxTimers::new);
    }

    private World(LineSettings.Security security, Duration replyTimeout, NetServerOptions options, String domain, X509TrustManager trusted,
                  Function<Vertx, Timers> timers) {
        server = new ScriptedServer(vertx, options);
        LineSettings settings = new LineSettings("127.0.0.1", server.port(), security, replyTimeout, LONGEST, 20, 10_000,
                MOST_WAITING, 10_000);
        transport = new Transport(vertx, settings, XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(JidCreate.domainBareFromOrThrowUnchecked(domain)).setSecurityMode(SecurityMode.disabled)
                .setSendPresence(false).build(), trusted, Duration.ofSeconds(10), timers.apply(vertx), () -> now);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    LoopConnection connection(LoopConnection.Listener told) {
        return transport.connection(context, true, told);
    }

    Future<Boolean> open(LoopConnection connection) {
        return open(connection, ANN);
    }

    Future<Boolean> open(LoopConnection connection, Login login) {
        return onLoop(() -> connection.open(login));
    }

    <T> Future<T> onLoop(Callable<Future<T>> work) {
        return Future.<Future<T>>future(done -> context.runOnContext(turn -> done.handle(Negotiation.attempt(work))))
                .compose(result -> result);
    }

    void send(LoopConnection connection, Stanza... stanzas) {
        Await.await(onLoop(() -> {
            for (Stanza stanza : stanzas) {
                connection.sendStanza(stanza);
            }
            return Future.succeededFuture();
        }));
    }

    @Override
    public void close() {
        Await.await(transport.close());
        server.close();
        Await.await(vertx.close());
    }
}
