package io.parley.fastpath.component;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.fastpath.ChatRooms.RoomMessage;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What visitors say, until the room has reflected it to the workgroup. */
final class Utterances {
    private static final int MOST = 5_000;

    /** @param nickname the occupant's address, under which the room reflects it */
    private record Key(String nickname, String id) {
    }

    private record Waiting(String visitor, Promise<Void> reflected) {
    }

    private final Consumer<Element> send;
    private final Timers timers;
    private final Duration timeout;
    private final Map<Key, Waiting> waiting = new HashMap<>();

    Utterances(Consumer<Element> send, Timers timers, Duration timeout) {
        this.send = send;
        this.timers = timers;
        this.timeout = timeout;
    }

    /** Says it, once where the same is asked twice; 504 when the room does not reflect it, 422 when it refuses. */
    Future<Void> say(String nickname, Element message) {
        Key key = new Key(nickname, message.get("id"));
        Waiting before = waiting.get(key);
        if (before != null) {
            return before.reflected().future();
        }
        if (waiting.size() >= MOST) {
            return Future.failedFuture(Problem.unavailable("xmpp-busy", "Too much waits to be said.", 1).exception());
        }
        try {
            send.accept(message);
        } catch (ProblemException notSent) {
            return Future.failedFuture(notSent);
        }
        Waiting now = new Waiting(message.get("from"), Promise.promise());
        waiting.put(key, now);
        Timers.Timer deadline = timers.after(timeout, () -> now.reflected().tryFail(StanzaErrors.late()));
        return now.reflected().future().onComplete(done -> {
            waiting.remove(key, now);
            deadline.cancel();
        });
    }

    /** The workgroup has heard it. */
    void reflected(RoomMessage said) {
        Waiting awaited = waiting.get(new Key(said.from(), said.id()));
        if (awaited != null) {
            awaited.reflected().tryComplete();
        }
    }

    /** The room sent it back to the visitor. */
    void refused(Element error) {
        List.copyOf(waiting.entrySet()).stream()
                .filter(entry -> entry.getKey().id().equals(error.get("id")))
                .filter(entry -> entry.getValue().visitor().equals(Address.bare(String.valueOf(error.get("to")))))
                .filter(entry -> Address.bare(entry.getKey().nickname()).equals(Address.bare(String.valueOf(error.get("from")))))
                .forEach(entry -> entry.getValue().reflected().tryFail(StanzaErrors.problem(error).exception()));
    }

    /** A stream is gone, on which this, or that it was refused, would have been heard. */
    void fail(Problem problem) {
        List.copyOf(waiting.values()).forEach(one -> one.reflected().tryFail(problem.exception()));
    }

    int size() {
        return waiting.size();
    }
}
