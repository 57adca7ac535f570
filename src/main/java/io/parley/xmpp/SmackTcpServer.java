package io.parley.xmpp;

import io.parley.config.Config;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
    private final StandingAnswers answers = new StandingAnswers();
    private final PasswordlessLogin passwordless;
    private final BlockingPool pool;
    private final ServerSecurity security;

    /** @throws IllegalArgumentException when the trusted certificates cannot be read */
    public SmackTcpServer(Vertx vertx, Config.Xmpp config, PasswordlessLogin passwordless, BlockingPool pool) {
        SmackSetup.apply();
        this.config = config;
        this.domain = JidCreate.domainBareFromOrThrowUnchecked(config.domain());
        this.passwordless = passwordless;
        this.pool = pool;
        this.security = new ServerSecurity(config);
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

    StandingAnswers answers() {
        return answers;
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
                .setSecurityMode(security.needsTls() ? SecurityMode.required : SecurityMode.disabled);
        if (security.trusted() != null) {
            builder.setCustomX509TrustManager(security.trusted());
        }
        if (credentials instanceof Credentials.Vouched vouched) {
            builder.addEnabledSaslMechanism(SASLMechanism.PLAIN);
            passwordless.actingAs(vouched.user()).ifPresent(builder::setAuthzid);
        }
        return builder.build();
    }

    long replyTimeoutMillis() {
        return config.replyTimeout().toMillis();
    }
}
