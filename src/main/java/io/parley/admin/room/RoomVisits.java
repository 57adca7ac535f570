package io.parley.admin.room;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.flow.CallersContext;
import io.parley.time.Timers;
import io.parley.xmpp.StanzaChannel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.muc.packet.MUCInitialPresence;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin's short stays in rooms, for what cannot be done from outside: making one (XEP-0045, section 10.1) and giving it a subject. What
 * a room says to one of its occupants is known by the occupant's address, which is used once.
 */
final class RoomVisits implements StanzaChannel.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(RoomVisits.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final MUCInitialPresence.History NOTHING = new MUCInitialPresence.History(0, 0, -1, null);
    private static final MUCUser.Status MADE = MUCUser.Status.create(201);

    private record Waiting(Promise<Presence> entered, Promise<Void> left, Promise<Void> reflected) {
        void fail(Throwable why) {
            entered.tryFail(why);
            left.tryFail(why);
            reflected.tryFail(why);
        }
    }

    private final StanzaChannel channel;
    private final Timers timers;
    /** Told on the stream's context, asked on another. */
    private final Map<Jid, Waiting> waiting = new ConcurrentHashMap<>();

    RoomVisits(StanzaChannel channel, Timers timers) {
        this.channel = channel;
        this.timers = timers;
        channel.listen(this);
    }

    /**
     * Enters.
     *
     * @param seat     the room's address with a nickname that nobody else has
     * @param password null for a room without one
     * @return whether the room was made by it; 422 with the room's condition when it refuses
     */
    Future<Boolean> enter(EntityFullJid seat, String password) {
        Waiting visit = new Waiting(Promise.promise(), Promise.promise(), Promise.promise());
        waiting.put(seat, visit);
        MUCInitialPresence muc = new MUCInitialPresence();
        muc.setPassword(password);
        muc.setHistory(NOTHING);
        Presence presence = PresenceBuilder.buildPresence().to(seat).addExtension(muc).build();
        return sent(presence, visit.entered()).map(RoomVisits::isMade).onFailure(failure -> {
            waiting.remove(seat);
            if (!isRefusal(failure)) {
                gone(seat); // nobody knows: a stream that comes back may find itself in the room
            }
        });
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 422;
    }

    private Future<Void> gone(EntityFullJid seat) {
        return channel.send(absence(seat)).onFailure(failure -> LOG.info("{} was not left: {}", seat, failure.toString()));
    }

    private static Presence absence(EntityFullJid seat) {
        return PresenceBuilder.buildPresence().ofType(Presence.Type.unavailable).to(seat).build();
    }

    /** Gives the room this subject and waits until the room says so itself. */
    Future<Void> subject(EntityFullJid seat, String subject) {
        Message message = new Message(seat.asEntityBareJid(), Message.Type.groupchat);
        message.setSubject(subject);
        Waiting visit = waiting.get(seat);
        return visit == null ? Future.failedFuture(away()) : sent(message, visit.reflected());
    }

    /** Also where the stream was lost meanwhile: then nobody waits for the room's answer. */
    Future<Void> leave(EntityFullJid seat) {
        Waiting visit = waiting.get(seat);
        return visit == null ? gone(seat) : sent(absence(seat), visit.left()).onComplete(done -> waiting.remove(seat));
    }

    private <T> Future<T> sent(Stanza stanza, Promise<T> answer) {
        Timers.Timer deadline = timers.after(PATIENCE, () -> answer.tryFail(late()));
        channel.send(stanza).onFailure(answer::tryFail);
        return CallersContext.back(answer.future()).onComplete(done -> deadline.cancel());
    }

    @Override
    public void received(Stanza stanza) {
        if (stanza.getFrom() == null) {
            return;
        }
        if (stanza instanceof Presence presence) {
            here(presence);
        } else if (stanza instanceof Message message) {
            heard(message);
        }
    }

    private void here(Presence presence) {
        Waiting visit = waiting.get(presence.getFrom());
        if (visit == null) {
            return;
        }
        switch (presence.getType()) {
            case available -> visit.entered().tryComplete(presence);
            case unavailable -> {
                visit.left().tryComplete();
                visit.reflected().tryFail(away());
            }
            case error -> visit.fail(refused(presence.getError()));
            default -> { }
        }
    }

    private void heard(Message message) {
        if (message.getType() == Message.Type.error) {
            waiting.forEach((seat, visit) -> {
                if (seat.asBareJid().equals(message.getFrom().asBareJid())) {
                    visit.reflected().tryFail(refused(message.getError()));
                }
            });
            return;
        }
        Waiting visit = waiting.get(message.getFrom());
        if (visit != null && message.getType() == Message.Type.groupchat && !message.getSubjects().isEmpty()) {
            visit.reflected().tryComplete();
        }
    }

    @Override
    public void lost(Problem why) {
        List<Waiting> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(visit -> visit.fail(why.exception()));
    }

    private static boolean isMade(Presence presence) {
        MUCUser user = MUCUser.from(presence);
        return user != null && user.getStatus().contains(MADE);
    }

    private static Throwable refused(StanzaError error) {
        String condition = error == null ? "undefined-condition" : error.getCondition().toString();
        return Problem.refused(condition, "The room refused: " + condition + ".").exception();
    }

    private static Throwable away() {
        return Problem.unavailable("room-away", "The room went away meanwhile.", 1).exception();
    }

    private static Throwable late() {
        return Problem.of(504, "xmpp-timeout", "The room did not answer in time.").exception();
    }
}
