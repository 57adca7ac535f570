package io.parley.fastpath.component;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Comes into rooms (XEP-0045, section 7.2) as whoever is wanted, under another nickname where theirs is taken. */
final class Entrances {
    private static final int MOST_NICKNAMES = 9;

    /** What came of it: the nickname they have got, whether that made the room, and what they are in it. */
    record Entered(String nickname, boolean created, String affiliation) {
    }

    private final class Attempt {
        final String who;
        final String room;
        final String wanted;
        final Element history;
        final Promise<Entered> entered = Promise.promise();
        int number = 1;

        Attempt(String who, String room, String wanted, Element history) {
            this.who = who;
            this.room = room;
            this.wanted = wanted;
            this.history = history;
        }

        void send() {
            String nickname = number == 1 ? wanted : wanted + " " + number;
            send.accept(Element.stanza("presence", null, secrets.id("e-"), who, room + "/" + nickname)
                    .with(Element.of("x", Namespaces.MUC).with(history)));
        }

        /** The next nickname; or not. */
        void taken(Problem refusal) {
            if (++number > MOST_NICKNAMES) {
                entered.tryFail(refusal.exception());
                return;
            }
            try {
                send();
            } catch (ProblemException away) {
                entered.tryFail(away);
            }
        }
    }

    private final Consumer<Element> send;
    private final Timers timers;
    private final Secrets secrets;
    private final Duration timeout;
    private final Map<String, Attempt> running = new HashMap<>();

    Entrances(Consumer<Element> send, Timers timers, Secrets secrets, Duration timeout) {
        this.send = send;
        this.timers = timers;
        this.secrets = secrets;
        this.timeout = timeout;
    }

    /** What the room shall repeat: what was said since then; null is what it does by itself. */
    static Element since(Instant when) {
        Element history = Element.of("history", Namespaces.MUC);
        return when == null ? history : history.with("since", when.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    static Element nothing() {
        return Element.of("history", Namespaces.MUC).with("maxstanzas", "0");
    }

    /** Comes in; who is on the way already comes in once. */
    Future<Entered> enter(String who, String room, String nickname, Element history) {
        String key = key(who, room);
        Attempt before = running.get(key);
        if (before != null) {
            return before.entered.future();
        }
        Attempt attempt = new Attempt(who, room, nickname, history);
        try {
            attempt.send();
        } catch (ProblemException notSent) {
            return Future.failedFuture(notSent);
        }
        running.put(key, attempt);
        Timers.Timer deadline = timers.after(timeout, () -> attempt.entered.tryFail(StanzaErrors.late()));
        return attempt.entered.future().onComplete(done -> {
            running.remove(key, attempt);
            deadline.cancel();
        });
    }

    /** Takes in a room's presence to somebody: their own, or an error. */
    void presence(Element presence, Seat seat) {
        Attempt attempt = running.get(key(Address.bare(String.valueOf(presence.get("to"))), seat.room()));
        if (attempt == null) {
            return;
        }
        if (StanzaErrors.isError(presence)) {
            Problem refusal = StanzaErrors.problem(presence);
            if ("conflict".equals(refusal.condition())) {
                attempt.taken(refusal);
            } else {
                attempt.entered.tryFail(refusal.exception());
            }
        } else if (presence.get("type") == null && seat.isOwn()) {
            attempt.entered.tryComplete(new Entered(seat.nickname(), seat.isCreator(), seat.affiliation()));
        }
    }

    /** The stream that the answers would have come on is gone. */
    void fail(Problem problem) {
        List.copyOf(running.values()).forEach(attempt -> attempt.entered.tryFail(problem.exception()));
    }

    private static String key(String who, String room) {
        return who + " " + room;
    }
}
