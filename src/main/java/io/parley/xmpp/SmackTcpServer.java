package io.parley.xmpp;

import io.parley.config.Config;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.sasl.SASLMechanism;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** The XMPP server over Smack's own TCP connection: two threads a user; what blocks in it runs on a bounded pool. */
public final class SmackTcpServer implements XmppServer {
    private final Config.Xmpp config;
    private final DomainBareJid domain;
    private final PasswordlessLogin passwordless;
    private final BlockingPool pool;
    private final X509TrustManager trusted;

    /** @throws IllegalArgumentException when the trusted certificates cannot be read */
    public SmackTcpServer(Vertx vertx, Config.Xmpp config, PasswordlessLogin passwordless, BlockingPool pool) {
        SmackSetup.apply();
        this.config = config;
        this.domain = JidCreate.domainBareFromOrThrowUnchecked(config.domain());
        this.passwordless = passwordless;
        this.pool = pool;
        this.trusted = config.trustedCertificates().map(SmackTcpServer::trusting).orElse(null);
    }

    @Override
    public XmppStream stream(Context context, Resourcepart resource, XmppStream.Listener listener) {
        return new SmackTcpStream(this, pool, context, resource, listener);
    }

    @Override
    public Future<Void> verify(Credentials.Password credentials) {
        return pool.run(() -> {
            SmackTcpStream.tryLogin(this, credentials);
            return null;
        }).recover(failure -> Future.failedFuture(Failures.problem(failure))).mapEmpty();
    }

    PasswordlessLogin passwordless() {
        return passwordless;
    }

    /** What a connection for this user needs to know. */
    XMPPTCPConnectionConfiguration connectionFor(Credentials credentials) throws UnknownHostException {
        XMPPTCPConnectionConfiguration.Builder builder = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(domain)
                .setHostAddress(InetAddress.getByName(config.host()))
                .setPort(config.port())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSocketFactory(new PromptSockets())
                .setCompressionEnabled(false)
                // presence is sent when the session's listeners and its roster are in place
                .setSendPresence(false)
                .setSecurityMode(needsTls() ? SecurityMode.required : SecurityMode.disabled);
        if (trusted != null) {
            builder.setCustomX509TrustManager(trusted);
        }
        if (credentials instanceof Credentials.Vouched vouched) {
            builder.addEnabledSaslMechanism(SASLMechanism.PLAIN);
            passwordless.configure(builder, vouched.user());
        }
        return builder.build();
    }

    long replyTimeoutMillis() {
        return config.replyTimeout().toMillis();
    }

    private boolean needsTls() throws UnknownHostException {
        return switch (config.tls()) {
            case REQUIRED -> true;
            case DISABLED -> false;
            case AUTO -> !InetAddress.getByName(config.host()).isLoopbackAddress();
        };
    }

    private static X509TrustManager trusting(String pemFile) {
        try (InputStream pem = new FileInputStream(pemFile)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new IllegalArgumentException("no X.509 trust manager in this JVM");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("xmpp.trustedCertificates: cannot read " + pemFile + ": " + e.getMessage(), e);
        }
    }
}
