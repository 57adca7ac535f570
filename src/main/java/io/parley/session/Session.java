package io.parley.session;

import io.parley.bus.Addresses;
import io.parley.bus.Ask;
import io.parley.bus.BusRecord;
import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.FastpathAsk;
import io.parley.bus.FastpathCommand;
import io.parley.bus.Gate;
import io.parley.bus.Moving;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand;
import io.parley.bus.SessionReply;
import io.parley.bus.StreamSignal;
import io.parley.time.Timers;
import io.parley.xmpp.Credentials;
import io.parley.xmpp.IqChannel;
import io.parley.xmpp.Iqs;
import io.parley.xmpp.XmppServer;
import io.parley.xmpp.XmppStream;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StreamOpen;
import org.jivesoftware.smackx.ping.packet.Ping;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.EntityFullJid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One user's session: a stream to the XMPP server, the log of what happened, the logins and event streams that share it. All of it runs
 * on one event loop. Its states and what moves it between them: see {@link SessionState}.
 */
final class Session implements Link, XmppStream.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int MOST_UNACKNOWLEDGED = 400;
    /** How long a session that is handed over waits for the server to acknowledge. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** Who has the stream replaced twice within this time means it. */
    private static final Duration INSISTS = Duration.ofMinutes(1);

    private final SessionSetup setup;
    private final Identity identity;
    private final Credentials credentials;
    private final EventLog log;
    private final Logins logins;
    private final Streams streams;
    private final CommandTable commands = new CommandTable();
    private final Iqs iqs;
    private final XmppStream stream;
    private final Desk desk;
    private final Families families;
    private final Reconnection reconnection;
    private final Attention attention;
    private final Pulse pulse;
    private final Belonging belonging;
    private Features features = Features.NONE;
    private SessionState state = SessionState.OPENING;
    private int unacknowledged;
    /** What clients were told last of the connection. */
    private String told;
    /** Whether all that was before the last new login has been built up again; a resumed stream alone does not make it so. */
    private boolean whole = true;
    private boolean takenBack;
    private final long begun;
    private long active;

    /** Who and where a session is. */
    record Identity(String streamId, EntityBareJid account, EntityFullJid self) {
        String user() {
            return account.getLocalpart().toString();
        }
    }

    /** @param entry as it stands in the book: just claimed, or what the session was on another node */
    Session(SessionSetup setup, Identity identity, Credentials credentials, SessionEntry entry) {
        this.setup = setup;
        this.identity = identity;
        this.begun = setup.clock().millis();
        this.active = begun;
        this.credentials = credentials;
        this.log = new EventLog(entry.epoch(), setup.config().logEvents(), setup.config().logBytes(), setup.clock());
        this.logins = new Logins(setup.config().maxLogins(), setup.secrets(), entry.logins());
        this.streams = new Streams(setup.maxStreams(), setup.nodes().self());
        this.iqs = new Iqs(identity.account(), this::send, setup.timers(), setup.xmpp().replyTimeout());
        this.stream = setup.server().stream(setup.context(), identity.self().getResourcepart(), this);
        this.desk = new Desk(identity.streamId(), this::attend, setup.timers());
        this.families = new Families(this, setup, iqs, desk::here);
        this.reconnection = new Reconnection(this, setup.timers(), setup.secrets());
        this.attention = new Attention(setup.timers(), setup.live(), families.presences()::away, () -> end("idle"));
        this.pulse = new Pulse(setup.timers(), setup.xmpp().pingInterval(), setup.xmpp().replyTimeout(), this::ping, this::deaf);
        this.belonging = new Belonging(this, setup, credentials, entry, this::abandon);
        families.commands(commands);
        new StreamCommands(this, families.archive(), setup).commands(commands);
        commands.requireComplete();
    }

    // ---- its life ------------------------------------------------------------------------------------------------------------

    /** Logs in to the XMPP server. What fails here ends the session before it has begun. */
    Future<Void> begin() {
        return stream.open(credentials)
                .compose(opened -> families.greet(true))
                .compose(greeted -> {
                    setup.metrics().opened();
                    enter(SessionState.CONNECTED);
                    attention.begin();
                    return Future.<Void>succeededFuture();
                })
                .onFailure(failure -> {
                    enter(SessionState.ENDED);
                    belonging.end();
                    stream.abort();
                });
    }

    /**
     * Goes on with a session that another node had, as after a stream that was lost and cannot be resumed. What no archive keeps, and was told
     * in passing just before, may be missing: occupants' coming and going, invitations, refusals.
     */
    void goOn() {
        belonging.restore();
        setup.metrics().opened();
        emit(EventData.RESET, new EventData.Reset("moved", "rooms"));
        whole = false;
        enter(SessionState.RECONNECTING);
        attention.begin();
        reconnection.begin();
        callStreams();
    }

    /** Streams that stayed, on whichever nodes, know nothing of the move: they would find it out by silence, after two heartbeats. */
    private void callStreams() {
        List<String> others = setup.nodes().view().members().stream().filter(node -> !node.equals(setup.nodes().self())).toList();
        setup.bus().signal(Addresses.events(identity.streamId()), new StreamSignal.Moved(), others);
    }

    /** The session can be found by its stream id: whatever is told to it from now on arrives. */
    void found() {
        if (setup.workgroups().isPresent()) {
            desk.begin();
        }
    }

    private Future<Done> attend(FastpathCommand.Attendance attendance) {
        FastpathCommand.Attend attend = new FastpathCommand.Attend(identity.user(), identity.streamId(), attendance);
        return setup.bus().request(Addresses.FASTPATH, new FastpathAsk(Caller.master(), attend), Done.class);
    }

    /**
     * Opens the stream again; resumed where the server still has it, else all that was is built up anew. Of two nodes the one that comes last
     * would have it: one that was cut off together with its streams must not come back to a session that others have taken over.
     */
    Future<Void> reopen() {
        return setup.nodes().goesOn().compose(member -> {
            if (state == SessionState.ENDED) {
                return Future.failedFuture("the session has ended");
            }
            return member ? stream.open(credentials).compose(this::opened) : Future.failedFuture(Moving.unsettled().exception());
        });
    }

    private Future<Void> opened(XmppStream.Opened opened) {
        if (state == SessionState.ENDED) {
            return stream.close().compose(closed -> Future.failedFuture("the session ended while its stream was opened"));
        }
        return opened.resumed() ? resumed() : restore();
    }

    private Future<Void> resumed() {
        setup.metrics().connectionResumed();
        if (!whole) {
            // the stream before was lost in the middle of the restoring; what it still owed is not part of what is resumed
            return restoreRest();
        }
        enter(SessionState.CONNECTED);
        families.resumed();
        return Future.succeededFuture();
    }

    private Future<Void> restore() {
        unacknowledged = 0;
        families.outbox().streamIsNew();
        return restoreRest();
    }

    private Future<Void> restoreRest() {
        whole = false;
        // from here on the families may send; to the clients it is connected when the gap is filled
        enter(SessionState.RESTORING);
        return families.greet(false).onSuccess(restored -> {
            if (state == SessionState.RESTORING) {
                whole = true;
                enter(SessionState.CONNECTED);
            }
        });
    }

    private void enter(SessionState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("a session does not go from " + state + " to " + next);
        }
        state = next;
        if (next == SessionState.CONNECTED) {
            reconnection.succeeded();
            pulse.begin();
        } else {
            pulse.end();
        }
        desk.connected(next == SessionState.CONNECTED);
        next.told().filter(word -> !word.equals(told)).ifPresent(this::tell);
    }

    private void tell(String word) {
        told = word;
        emit(EventData.CONNECTION, new EventData.Connection(word));
    }

    private void ping() {
        // past the limit of what may be unacknowledged: it is asked just when the server may have stopped to answer
        stream.send(new Ping(identity.account().asDomainBareJid()));
    }

    /** The server does not answer, though nobody has said that the connection is lost. */
    private void deaf() {
        LOG.info("session {}: the XMPP server does not answer", identity.streamId());
        lost(XmppStream.Loss.BROKEN);
    }

    @Override
    public void lost(XmppStream.Loss loss) {
        if (state == SessionState.ENDED) {
            return;
        }
        LOG.info("session {} lost its XMPP stream: {}", identity.streamId(), loss);
        iqs.fail(XmppServer.away());
        families.lost(XmppServer.away());
        if (state == SessionState.OPENING) {
            return;
        }
        switch (loss) {
            case REPLACED -> replaced();
            case EXPELLED -> end("kicked");
            case BROKEN -> {
                setup.metrics().connectionLost();
                if (state != SessionState.RECONNECTING) {
                    enter(SessionState.RECONNECTING);
                    reconnection.begin();
                }
            }
        }
    }

    /**
     * Another login has the resource: another node's, which goes on with this session; that of a node that was left behind and does not know it
     * yet, from which it is taken back; or somebody else's, who insists, which ends it.
     */
    private void replaced() {
        if (!setup.book().isShared()) {
            end("replaced");
            return;
        }
        if (state != SessionState.RECONNECTING) {
            enter(SessionState.RECONNECTING);
        }
        belonging.isOurs().onSuccess(ours -> {
            if (!ours) {
                abandon();
            } else if (takenBack) {
                end("replaced");
            } else {
                takeBack();
            }
        });
    }

    private void takeBack() {
        if (state == SessionState.RECONNECTING) {
            takenBack = true;
            setup.timers().after(INSISTS, () -> takenBack = false);
            reconnection.begin();
        }
    }

    /** Tried for long without success; it goes on, but clients may want to say so. */
    void giveUpHope() {
        tell("lost");
    }

    /** Ends the session and everything on it. */
    Future<Void> end(String reason) {
        if (state == SessionState.ENDED) {
            return Future.succeededFuture();
        }
        LOG.info("session {} of {} ends: {}", identity.streamId(), identity.user(), reason);
        desk.end();
        Future<Void> forgotten = belonging.release();
        over(Problem.unavailable("session-ended", "The session has ended.", 1), new StreamSignal.SessionEnded(reason));
        return Future.join(stream.close(), forgotten).<Void>mapEmpty().otherwiseEmpty();
    }

    /** The session is another node's now: here it ends without a word to the server or to the clients, whose streams go on there. */
    Future<Void> abandon() {
        if (state == SessionState.ENDED) {
            return Future.succeededFuture();
        }
        desk.leave();
        belonging.end();
        over(Moving.session(), new StreamSignal.Moved());
        return stream.abort().otherwiseEmpty();
    }

    private void over(Problem unanswered, StreamSignal last) {
        enter(SessionState.ENDED);
        setup.metrics().ended();
        setup.metrics().logChanged(-log.size(), -log.bytes());
        attention.end();
        reconnection.end();
        iqs.fail(unanswered);
        families.close();
        setup.ended(this);
        signal(last);
    }

    /** Done when everything that was sent is acknowledged, or after a moment; nothing new is taken meanwhile. */
    Future<Void> quiet() {
        belonging.leave();
        return families.outbox().drained(QUIET).compose(drained -> belonging.kept());
    }

    /** To the streams of this session, wherever they are written. */
    private void signal(StreamSignal signal) {
        setup.bus().signal(Addresses.events(identity.streamId()), signal, streams.elsewhere());
    }

    /** Streams that other nodes wrote have gone with them. */
    void nodesAre(List<String> members) {
        if (streams.keepThoseOf(members) && streams.isEmpty()) {
            attention.unwatched();
        }
    }

    /** Whoever has the queue now knows nothing of this desk. */
    void queueMoved() {
        desk.anew();
    }

    void endLogin(String login, String reason) {
        signal(new StreamSignal.LoginEnded(login, reason));
        if (logins.isEmpty()) {
            end(reason);
        }
    }

    /** Somebody whose credentials are good comes to this session; with {@code newLogin} as a device with a token of its own. */
    Future<Gate.Opened> join(boolean newLogin) {
        if (belonging.isLeaving()) {
            return Future.failedFuture(Moving.session().exception()); // where it goes nobody would know of the login
        }
        String login = newLogin ? beginLogin() : null;
        Gate.Opened opened = new Gate.Opened(identity.user(), identity.streamId(), self().toString(), login);
        return (newLogin ? belonging.kept() : Future.<Void>succeededFuture()).map(opened);
    }

    private String beginLogin() {
        Logins.Begun begun = logins.begin();
        begun.ended().ifPresent(old -> signal(new StreamSignal.LoginEnded(old, "too-many-logins")));
        attention.active();
        return begun.login();
    }

    // ---- what is asked of it -------------------------------------------------------------------------------------------------

    /** Carries a command out, for a caller who may ask for it. */
    Future<? extends BusRecord> ask(Ask ask) {
        Caller caller = ask.caller();
        if (!caller.mayActFor(identity.user())) {
            return Future.failedFuture(Problem.of(403, "not-yours", "This is another user's session.").exception());
        }
        boolean farewell = ask.command() instanceof SessionCommand.Detach; // a stream outlives its login by a moment, and still counts
        if (caller.login() != null && !logins.use(caller.login()) && !farewell) {
            return Future.failedFuture(Problem.of(401, "login-ended", "This login has ended.").exception());
        }
        if (!(ask.command() instanceof SessionCommand.Tell)) {
            attention.active(); // what the queue tells is no sign that anybody is there
            active = setup.clock().millis();
        }
        if (state == SessionState.RESTORING && !StreamCommands.ANY_TIME.contains(ask.command().getClass())) {
            // it would overtake what still waits to be sent again, and find rooms that are not entered yet
            return Future.failedFuture(XmppServer.away().exception());
        }
        if (belonging.isLeaving() && !StreamCommands.OF_STREAMS.contains(ask.command().getClass())) {
            return Future.failedFuture(Moving.session().exception());
        }
        return belonging.kept(ask.command(), commands.carryOut(caller, ask.command()));
    }

    // ---- what arrives --------------------------------------------------------------------------------------------------------

    @Override
    public void received(Stanza stanza) {
        if (state == SessionState.ENDED) {
            return;
        }
        heard();
        if (streams.wantStanzas()) {
            String xml = stanza.toXML(StreamOpen.CLIENT_NAMESPACE).toString();
            emit(EventData.XMPP, new EventData.Xmpp(Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8))));
        }
        if (stanza instanceof IQ answer) {
            iqs.received(answer);
        } else {
            families.take(stanza);
        }
    }

    private void heard() {
        pulse.heard();
        if (state != SessionState.RECONNECTING) {
            // the next stream's first stanzas say nothing about how long the server lived after the last ones of this
            families.outbox().heard();
        }
    }

    @Override
    public void acknowledged(Stanza stanza) {
        heard();
        unacknowledged = Math.max(0, unacknowledged - 1);
        if (stanza.getStanzaId() != null) {
            families.outbox().acknowledged(stanza.getStanzaId());
        }
    }

    @Override
    public void dropped(Stanza stanza) {
        // messages stay in the outbox and go out again in order; what else was said has lost its meaning with the stream
        LOG.debug("session {} lost a {}", identity.streamId(), stanza.getElementName());
    }

    // ---- what its families may do --------------------------------------------------------------------------------------------

    @Override
    public void send(Stanza stanza) {
        if (!state.maySend()) {
            throw XmppServer.away().exception();
        }
        boolean counted = stream.acknowledges();
        // Smack's queue holds 500; beyond that its send would block the event loop
        if (counted && unacknowledged >= MOST_UNACKNOWLEDGED) {
            throw Problem.unavailable("session-busy", "The XMPP server does not keep up with this session.", 1).exception();
        }
        stream.send(stanza);
        if (counted) {
            unacknowledged++;
        }
    }

    @Override
    public boolean acknowledges() {
        return stream.acknowledges();
    }

    @Override
    public void doubt() {
        pulse.doubt();
    }

    @Override
    public void emit(String channel, Object data) {
        int events = log.size();
        long bytes = log.bytes();
        StreamSignal.Event event = log.append(channel, Json.encode(data));
        setup.metrics().logChanged((long) log.size() - events, log.bytes() - bytes);
        signal(event);
        belonging.touched();
    }

    /** Tells the streams of now what nobody needs to know later. */
    void mention(StreamSignal.Passing passing) {
        signal(passing);
    }

    @Override
    public EntityBareJid account() {
        return identity.account();
    }

    @Override
    public EntityFullJid self() {
        return identity.self();
    }

    @Override
    public IqChannel iqs() {
        return iqs;
    }

    @Override
    public Instant now() {
        return setup.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public String newId(String prefix) {
        return setup.secrets().id(prefix);
    }

    @Override
    public Timers timers() {
        return setup.timers();
    }

    @Override
    public Features features() {
        return features;
    }

    void features(Features disclosed) {
        features = disclosed;
    }

    // ---- what its other parts and its owner may know ---------------------------------------------------------------------------

    Identity identity() {
        return identity;
    }

    SessionReply.RunningSession running() {
        var presences = families.presences();
        return new SessionReply.RunningSession(identity.user(), identity.self().getResourcepart().toString(), setup.nodes().self(),
                presences.isAway() ? "away" : presences.show(), presences.status(), begun, active);
    }

    EventLog log() {
        return log;
    }

    Logins logins() {
        return logins;
    }

    Streams streams() {
        return streams;
    }

    Attention attention() {
        return attention;
    }

    SessionState state() {
        return state;
    }

    Families families() {
        return families;
    }

    Belonging belonging() {
        return belonging;
    }
}
