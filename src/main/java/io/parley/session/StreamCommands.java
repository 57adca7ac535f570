package io.parley.session;

import io.parley.bus.Caller;
import io.parley.bus.Done;
import io.parley.bus.EventId;
import io.parley.bus.Gate;
import io.parley.bus.Problem;
import io.parley.bus.SessionCommand;
import io.parley.bus.SessionCommand.Attach;
import io.parley.bus.SessionCommand.Detach;
import io.parley.bus.SessionCommand.Join;
import io.parley.bus.SessionCommand.Logoff;
import io.parley.bus.SessionCommand.ReadEvents;
import io.parley.bus.SessionCommand.Recover;
import io.parley.bus.SessionCommand.Tell;
import io.parley.bus.SessionCommand.Touch;
import io.parley.bus.SessionCommand.Written;
import io.parley.bus.SessionReply.Attached;
import io.parley.bus.SessionReply.Events;
import io.parley.bus.StreamSignal;
import io.parley.session.stanza.Archive;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/** A session's side of logins and event streams: where a stream begins, what it has missed, when it ends. */
final class StreamCommands {
    /** What a stream that stays open, or comes back, and the queue of questions ask whatever the XMPP connection does. */
    static final Set<Class<? extends SessionCommand>> ANY_TIME =
            Set.of(Touch.class, Join.class, Logoff.class, Attach.class, ReadEvents.class, Recover.class, Written.class, Detach.class, Tell.class);

    /** What changes nothing that goes along to another node. */
    static final Set<Class<? extends SessionCommand>> OF_STREAMS =
            Set.of(Touch.class, Attach.class, ReadEvents.class, Recover.class, Written.class, Detach.class, Tell.class);

    private final Session session;
    private final Recovery recovery;

    StreamCommands(Session session, Archive archive, SessionSetup setup) {
        this.session = session;
        this.recovery = new Recovery(session, archive, setup.config(), setup.clock());
    }

    void commands(CommandTable table) {
        table.on(Touch.class, asked -> Future.succeededFuture(new Gate.Opened(session.identity().user(), session.identity().streamId(),
                session.self().toString(), null)));
        table.on(Join.class, this::join);
        table.on(Logoff.class, this::logoff);
        table.on(Attach.class, this::attach);
        table.on(ReadEvents.class, this::read);
        table.on(Recover.class, recovery::recover);
        table.on(Written.class, asked -> {
            session.streams().written(asked.sequence());
            return Future.succeededFuture(new Done());
        });
        table.on(Detach.class, this::detach);
        table.on(Tell.class, this::tell);
    }

    /** Whoever asks has verified the credentials, which only Parley itself can say. */
    private Future<Gate.Opened> join(Caller caller, Join asked) {
        return caller.isMaster() ? session.join(asked.newLogin())
                : Future.failedFuture(Problem.of(403, "not-yours", "Logins begin at the gate.").exception());
    }

    /** A token's login ends alone; who belongs to no login ends them all. */
    private Future<Done> logoff(Caller caller, Logoff asked) {
        if (asked.all() || caller.login() == null) {
            return session.end("logoff").map(new Done());
        }
        session.logins().end(caller.login());
        session.endLogin(caller.login(), "logoff");
        return Future.succeededFuture(new Done());
    }

    private Future<Attached> attach(Attach asked) {
        if (session.streams().isFull() && !session.streams().has(asked.stream())) {
            return Future.failedFuture(new Problem(429, "too-many-streams", "Too many event streams of this user are open.", 5, null, null)
                    .exception());
        }
        EventLog log = session.log();
        Attached attached = where(log, asked.lastEventId());
        session.streams().attach(asked.stream(), asked.stanzas(), asked.node());
        session.attention().watched();
        return Future.succeededFuture(attached);
    }

    private Attached where(EventLog log, String lastEventId) {
        long epoch = log.epoch();
        long head = log.head();
        if (lastEventId == null || lastEventId.isBlank()) {
            long unwritten = session.streams().written();
            return log.reachesBackTo(unwritten) ? attached(unwritten, null, false)
                    : attached(head, "too-much-missed", false);
        }
        Optional<EventId> id = EventId.parse(lastEventId);
        if (id.isEmpty() || id.get().epoch() > epoch) {
            return attached(head, "unknown-id", false);
        }
        if (id.get().epoch() < epoch) {
            // the log of those days is gone; after what the archives still know, this one is told from its beginning
            return attached(log.oldest() - 1, null, true);
        }
        return log.reachesBackTo(id.get().sequence()) ? attached(id.get().sequence(), null, false)
                : attached(head, id.get().sequence() > head ? "unknown-id" : "too-much-missed", false);
    }

    private Attached attached(long after, String reset, boolean recover) {
        String word = session.state() == SessionState.CONNECTED ? "connected" : "reconnecting";
        return new Attached(session.log().epoch(), after, session.log().head(), reset, recover, word);
    }

    private Future<Events> read(ReadEvents asked) {
        EventLog log = session.log();
        return Future.succeededFuture(new Events(log.epoch(), log.oldest(), log.head(), log.after(asked.after(), asked.max())));
    }

    private Future<Done> detach(Detach asked) {
        if (session.streams().detach(asked.stream()) && session.streams().isEmpty()) {
            session.attention().unwatched();
        }
        return Future.succeededFuture(new Done());
    }

    /** Streams believe what their log says, so nobody but Parley itself writes into it. */
    private Future<Done> tell(Caller caller, Tell asked) {
        if (!caller.isMaster()) {
            return Future.failedFuture(Problem.of(403, "not-yours", "Events are told by Parley itself.").exception());
        }
        JsonObject data = new JsonObject(asked.data());
        if (asked.passing() == null) {
            session.emit(asked.channel(), data);
        } else {
            session.mention(new StreamSignal.Passing(asked.passing(), asked.channel(), data.encode()));
        }
        return Future.succeededFuture(new Done());
    }
}
