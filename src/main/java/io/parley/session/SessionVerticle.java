package io.parley.session;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Gate;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.time.LoopTimers;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** Owns the sessions of one shard's users; all of them run on its one event loop. */
public final class SessionVerticle extends VerticleBase {
    private final int shard;
    private final Config config;
    private final XmppServer server;
    private final Bus bus;
    private final InstantSource clock;
    private final Secrets secrets;
    private final Epochs epochs;
    private final SessionMetrics metrics;
    private Sessions sessions;

    public SessionVerticle(int shard, Config config, XmppServer server, Bus bus, InstantSource clock, Secrets secrets, Epochs epochs,
                           SessionMetrics metrics) {
        this.shard = shard;
        this.config = config;
        this.server = server;
        this.bus = bus;
        this.clock = clock;
        this.secrets = secrets;
        this.epochs = epochs;
        this.metrics = metrics;
    }

    @Override
    public Future<?> start() {
        boolean canVouch = config.xmpp().passwordless() != Config.Passwordless.NONE;
        SessionSetup setup = new SessionSetup(context, bus, server, config.sessions(), config.xmpp(), config.streams().maxPerUser(),
                config.meetingUrl(), workgroups(), canVouch, clock, new LoopTimers(vertx), secrets, epochs,
                new SentKeys(config.sessions().idempotencyMemory(), clock), metrics, ended -> sessions.ended(ended));
        sessions = new Sessions(setup, JidCreate.domainBareFromOrThrowUnchecked(config.xmpp().domain()));
        return bus.<Gate>serveLocal(Addresses.gate(shard), sessions::gate).completion();
    }

    private Optional<DomainBareJid> workgroups() {
        return config.fastpath().secret().map(on -> JidCreate.domainBareFromOrThrowUnchecked(
                config.fastpath().workgroups() + "." + config.xmpp().domain()));
    }

    @Override
    public Future<?> stop() {
        return sessions.endAll("shutdown");
    }

    /** Numbers for {@code /debug/state} and the metrics; read on the verticle's own event loop. */
    public Future<JsonObject> debugState() {
        return Future.future(state -> context.runOnContext(go -> state.complete(SessionDebug.of(sessions.running().values()))));
    }
}
