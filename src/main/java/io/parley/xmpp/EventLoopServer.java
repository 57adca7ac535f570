package io.parley.xmpp;

import io.parley.config.Config;
import io.parley.time.LoopTimers;
import io.parley.xmpp.transport.LineSettings;
import io.parley.xmpp.transport.LineSettings.Security;
import io.parley.xmpp.transport.Login;
import io.parley.xmpp.transport.LoopConnection;
import io.parley.xmpp.transport.Transport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Set;
import org.jivesoftware.smack.ConnectionConfiguration;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.sasl.SASLMechanism;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** The XMPP server over connections that run on Vert.x's event loops: no thread and no idle buffer for a user. */
public final class EventLoopServer implements XmppServer {
    /** As deep as stanzas are nested that mean something, and then some. */
    private static final int DEEPEST = 100;
    private static final int MOST_UNSENT = 512 * 1024;
    private static final int MOST_WAITING = 500;
    private static final long MOST_WAITING_TEXT = 4 * 1024 * 1024;

    private final Vertx vertx;
    private final PasswordlessLogin passwordless;
    private final LoginTurns turns;
    private final Transport transport;
    private final StandingAnswers answers = new StandingAnswers();

    /** @throws IllegalArgumentException when the trusted certificates cannot be read */
    public EventLoopServer(Vertx vertx, Config.Xmpp config, PasswordlessLogin passwordless, LoginTurns turns,
                           InstantSource clock) {
        SmackSetup.apply();
        this.vertx = vertx;
        this.passwordless = passwordless;
        this.turns = turns;
        ServerSecurity security = new ServerSecurity(config);
        LineSettings settings = new LineSettings(config.host(), config.port(), security(config, security), config.replyTimeout(),
                config.maxStanzaBytes(), DEEPEST, MOST_UNSENT, MOST_WAITING, MOST_WAITING_TEXT);
        this.transport = new Transport(vertx, settings, configuration(config), security.trusted(), config.connectTimeout(),
                new LoopTimers(vertx), clock);
    }

    private static Security security(Config.Xmpp config, ServerSecurity security) {
        if (config.tls() == Config.TlsMode.DIRECT) {
            return Security.DIRECT;
        }
        try {
            return security.needsTls() ? Security.STARTTLS : Security.NONE;
        } catch (UnknownHostException e) {
            return Security.STARTTLS; // a name that cannot be looked up now is not the loopback's
        }
    }

    /** One for all connections: each would make a TLS context of its own. */
    private static ConnectionConfiguration configuration(Config.Xmpp config) {
        return XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(JidCreate.domainBareFromOrThrowUnchecked(config.domain()))
                .setSecurityMode(ConnectionConfiguration.SecurityMode.disabled)
                .setCompressionEnabled(false)
                // presence is sent when the session's listeners and its roster are in place
                .setSendPresence(false)
                .build();
    }

    @Override
    public XmppStream stream(Context context, Resourcepart resource, XmppStream.Listener listener) {
        return new EventLoopStream(this, transport, context, resource, listener);
    }

    @Override
    public Future<Void> verify(Credentials.Password credentials) {
        Context context = vertx.getOrCreateContext();
        return turns.take(LoginTurns.Kind.NEW, context, () -> {
            LoopConnection trial = transport.connection(context, false, new Nobody());
            return trial.open(login(credentials, null)).eventually(() -> trial.abort());
        }).recover(failure -> Future.failedFuture(Failures.problem(failure))).mapEmpty();
    }

    LoginTurns turns() {
        return turns;
    }

    StandingAnswers answers() {
        return answers;
    }

    /** A fresh token for each attempt, for they are short-lived. */
    Login login(Credentials credentials, Resourcepart resource) {
        if (credentials instanceof Credentials.Password own) {
            return new Login(own.user(), own.password(), null, Set.of(), resource);
        }
        PasswordlessLogin.Plain plain = passwordless.plain(credentials.user());
        return new Login(plain.authenticationId(), plain.password(), passwordless.actingAs(credentials.user()).orElse(null),
                Set.of(SASLMechanism.PLAIN), resource);
    }

    public Future<Void> close() {
        return transport.close();
    }

    /** A login for its answer's sake hears nothing. */
    private static final class Nobody implements LoopConnection.Listener {
        @Override
        public boolean received(Stanza stanza) {
            return false;
        }

        @Override
        public void acknowledged(Stanza stanza) {
            // nothing was sent
        }

        @Override
        public void dropped(Stanza stanza) {
            // nothing was sent
        }

        @Override
        public void lost(Exception why) {
            // it would have been closed in a moment
        }
    }
}
