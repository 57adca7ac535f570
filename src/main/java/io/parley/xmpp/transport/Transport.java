package io.parley.xmpp.transport;

import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.parley.time.Timers;
import io.parley.xmpp.wire.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.ConnectionConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * XMPP connections for Smack that share everything but their state: event loops, one small pool for what would hold an event loop up, one
 * configuration. A connection has no thread and, while it is idle, no buffer.
 */
public final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final int OFF_LOOP_THREADS = 4;

    private final LineSettings settings;
    private final ConnectionConfiguration configuration;
    private final Timers timers;
    private final InstantSource clock;
    private final NetClient client;
    private final ClientSSLOptions tls;
    private final WorkerExecutor workers;
    /** Apart from the workers: those who may wait here for a server's answer would otherwise hold up whoever brings it to them. */
    private final WorkerExecutor waiting;
    private final SaslMechanisms mechanisms = new SaslMechanisms();

    /**
     * @param configuration  domain, host name verifier and SASL mechanisms are taken from it; the rest is {@code settings}
     * @param trusted        whose certificates are trusted; null: those that Java trusts
     * @param connectTimeout how long TCP may take
     * @param timers         tasks run on the event loop on which they are asked for
     */
    public Transport(Vertx vertx, LineSettings settings, ConnectionConfiguration configuration, X509TrustManager trusted,
                     Duration connectTimeout, Timers timers, InstantSource clock) {
        this.settings = settings;
        this.configuration = configuration;
        this.timers = timers;
        this.clock = clock;
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) connectTimeout.toMillis()).setTcpNoDelay(true));
        this.tls = tls(settings, trusted);
        this.workers = vertx.createSharedWorkerExecutor("parley-xmpp-side", OFF_LOOP_THREADS, 1, TimeUnit.MINUTES);
        this.waiting = vertx.createSharedWorkerExecutor("parley-xmpp-waiting", OFF_LOOP_THREADS, 1, TimeUnit.MINUTES);
    }

    private static ClientSSLOptions tls(LineSettings settings, X509TrustManager trusted) {
        // not Vert.x's check of the name: it would take a certificate for the host as well, and the host comes from nowhere safe
        ClientSSLOptions options = new ClientSSLOptions().setHostnameVerificationAlgorithm("");
        options.setSslHandshakeTimeout(settings.replyTimeout().toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        if (trusted != null) {
            options.setTrustOptions(TrustOptions.wrap(trusted));
        }
        if (settings.security() == LineSettings.Security.DIRECT) {
            options.setUseAlpn(true).setApplicationLayerProtocols(List.of("xmpp-client"));
        }
        return options;
    }

    /**
     * A connection that is not open yet.
     *
     * @param context   the event loop on which all of it runs, and on which it is used
     * @param resumable whether it uses stream management where the server has it
     */
    public LoopConnection connection(Context context, boolean resumable, LoopConnection.Listener listener) {
        return new LoopConnection(this, context, resumable, listener);
    }

    /**
     * Connects to where the server is.
     *
     * @param preferred where it wants this client to be, which is tried first; null: it does not mind. Without TLS nobody is sent to
     *                  another host: the password would go there as it is
     */
    Future<NetSocket> connect(HostAndPort preferred) {
        if (preferred == null || settings.security() == LineSettings.Security.NONE && !preferred.host().equals(settings.host())) {
            return connect(settings.host(), settings.port());
        }
        return connect(preferred.host(), preferred.port() < 0 ? settings.port() : preferred.port())
                .recover(away -> connect(settings.host(), settings.port()));
    }

    private Future<NetSocket> connect(String host, int port) {
        ConnectOptions options = new ConnectOptions().setHost(host).setPort(port);
        if (settings.security() == LineSettings.Security.DIRECT) {
            options.setSsl(true).setSslOptions(tls).setSniServerName(domain());
        }
        return client.connect(options).recover(Transport::ofTheNetwork);
    }

    Future<Void> secure(Wire wire) {
        return wire.toTls(tls, domain()).recover(Transport::ofTheNetwork);
    }

    /** A handshake that is cut or stalls says nothing about certificates, nor is it a fault of ours. */
    private static <T> Future<T> ofTheNetwork(Throwable failure) {
        boolean network = failure instanceof VertxException || failure instanceof SslHandshakeTimeoutException;
        return Future.failedFuture(network ? new IOException("TLS was not agreed on: " + failure.getMessage()) : failure);
    }

    /** A certificate is for the XMPP domain, whatever the host is called (RFC 6120, section 13.7.2). */
    void requirePeer(SSLSession session) throws CertificateException {
        HostnameVerifier verifier = configuration.getHostnameVerifier();
        if (verifier == null || !verifier.verify(domain(), session)) {
            throw new CertificateException("the server's certificate is not for " + domain());
        }
    }

    private String domain() {
        return configuration.getXMPPServiceDomain().toString();
    }

    /** Runs on the pool what would hold an event loop up. */
    <T> Future<T> aside(Callable<T> work) {
        return workers.executeBlocking(work, false);
    }

    /** As {@link #aside}, for whom nobody waits; it must not wait for the server itself. */
    void execute(Runnable task) {
        execute(workers, task);
    }

    /** For listeners of Smack's that may wait for the server. */
    void executeWaiting(Runnable task) {
        execute(waiting, task);
    }

    private static void execute(WorkerExecutor pool, Runnable task) {
        try {
            pool.executeBlocking(() -> {
                task.run();
                return null;
            }, false).onFailure(failure -> LOG.error("a listener of a connection failed", failure));
        } catch (RejectedExecutionException closed) {
            LOG.debug("told nobody: the program ends", closed);
        }
    }

    LineSettings settings() {
        return settings;
    }

    ConnectionConfiguration configuration() {
        return configuration;
    }

    SaslMechanisms mechanisms() {
        return mechanisms;
    }

    Timers timers() {
        return timers;
    }

    Instant now() {
        return clock.instant();
    }

    public Future<Void> close() {
        return Future.join(client.close(), workers.close(), waiting.close()).mapEmpty();
    }
}
