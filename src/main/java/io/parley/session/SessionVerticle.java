package io.parley.session;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Gate;
import io.parley.bus.Nodes;
import io.parley.chance.Secrets;
import io.parley.config.Config;
import io.parley.keys.Seal;
import io.parley.time.LoopTimers;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** Owns the sessions of one shard's users; all of them run on its one event loop. */
public final class SessionVerticle extends VerticleBase {
    private final int shard;
    private final Supplier<Config> live;
    private final Config config;
    private final XmppServer server;
    private final Bus bus;
    private final InstantSource clock;
    private final Secrets secrets;
    private final Epochs epochs;
    private final SessionMetrics metrics;
    private final Nodes nodes;
    private final SessionBook book;
    private final Supplier<SentKeys> sentKeys;
    private final Seal seal;
    private final Admission admission;
    private Sessions sessions;
    private Nodes.Listening listening;

    /**
     * @param book      whose session is where, among the nodes
     * @param admission who may have a session
     */
    public SessionVerticle(int shard, Supplier<Config> live, XmppServer server, Bus bus, InstantSource clock, Secrets secrets,
                           Epochs epochs, SessionMetrics metrics, Nodes nodes, SessionBook book, Supplier<SentKeys> sentKeys, Seal seal,
                           Admission admission) {
        this.nodes = nodes;
        this.book = book;
        this.sentKeys = sentKeys;
        this.seal = seal;
        this.admission = admission;
        this.shard = shard;
        this.live = live;
        this.config = live.get();
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
        LoopTimers timers = new LoopTimers(vertx);
        SessionSetup setup = new SessionSetup(context, bus, server, () -> live.get().sessions(), config.xmpp(),
                config.streams().maxPerUser(), () -> live.get().meetingUrl(), workgroups(), canVouch, clock, timers, secrets, epochs,
                sentKeys.get(), nodes, book, new Farewells(book, timers), seal, admission, metrics, ended -> sessions.ended(ended));
        sessions = new Sessions(setup, JidCreate.domainBareFromOrThrowUnchecked(config.xmpp().domain()));
        listening = nodes.onView(sessions::viewed);
        return bus.<Gate>serve(Addresses.gate(shard), sessions::gate).begun();
    }

    private Optional<DomainBareJid> workgroups() {
        return config.fastpath().secret().map(on -> JidCreate.domainBareFromOrThrowUnchecked(
                config.fastpath().workgroups() + "." + config.xmpp().domain()));
    }

    @Override
    public Future<?> stop() {
        listening.end();
        return sessions.endAll("shutdown");
    }

    /** Every session to another node, while this one still serves; called from any thread. */
    public Future<Void> handOver(Function<String, List<String>> successors) {
        return onOurLoop(() -> sessions.handOver(successors));
    }

    /** This node has been left behind: its sessions are others' already. */
    public Future<Void> abandon() {
        return onOurLoop(sessions::abandonAll);
    }

    private Future<Void> onOurLoop(Supplier<Future<Void>> work) {
        return Future.future(done -> context.runOnContext(go -> work.get().onComplete(done)));
    }

    /** Numbers for {@code /debug/state} and the metrics; read on the verticle's own event loop. */
    public Future<JsonObject> debugState() {
        return Future.future(state -> context.runOnContext(go -> state.complete(SessionDebug.of(sessions.running().values()))));
    }
}
