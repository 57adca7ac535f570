package io.parley.fastpath.component;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.chance.Secrets;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The questions (IQs) of one component that wait for their answer (RFC 6120, section 8.2.3). */
final class Questions {
    private static final int MOST = 2_000;

    private record Waiting(String asker, String asked, Promise<Element> answer, Timers.Timer deadline) {
    }

    private final Consumer<Element> send;
    private final Timers timers;
    private final Secrets secrets;
    private final Duration timeout;
    private final Map<String, Waiting> waiting = new HashMap<>();

    Questions(Consumer<Element> send, Timers timers, Secrets secrets, Duration timeout) {
        this.send = send;
        this.timers = timers;
        this.secrets = secrets;
        this.timeout = timeout;
    }

    /**
     * Asks.
     *
     * @param type {@code get} or {@code set}
     * @return the result; 422 with the condition for an error, 504 when none comes in time, 503 while the server is away or too many wait
     */
    Future<Element> ask(String type, String asker, String asked, Element question) {
        if (waiting.size() >= MOST) {
            return Future.failedFuture(Problem.unavailable("xmpp-busy", "Too many questions wait for their answer.", 1).exception());
        }
        String id = secrets.id("q-");
        Promise<Element> answer = Promise.promise();
        try {
            send.accept(Element.stanza("iq", type, id, asker, asked).with(question));
        } catch (ProblemException notSent) {
            return Future.failedFuture(notSent);
        }
        waiting.put(id, new Waiting(asker, asked, answer, timers.after(timeout, () -> expire(id))));
        return answer.future();
    }

    /** Takes an answer in, whoever it was that asked; another's answer under our id is a forgery and nothing happens. */
    void answered(Element iq) {
        Waiting asked = waiting.get(String.valueOf(iq.get("id")));
        if (asked == null || !Objects.equals(asked.asked(), iq.get("from")) || !Objects.equals(asked.asker(), iq.get("to"))) {
            return;
        }
        waiting.remove(iq.get("id"));
        asked.deadline().cancel();
        if (StanzaErrors.isError(iq)) {
            asked.answer().fail(StanzaErrors.problem(iq).exception());
        } else {
            asked.answer().complete(iq);
        }
    }

    private void expire(String id) {
        Waiting expired = waiting.remove(id);
        if (expired != null) {
            expired.answer().fail(StanzaErrors.late());
        }
    }

    /** The stream that the answers would have come on is gone. */
    void fail(Problem problem) {
        List<Waiting> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(one -> {
            one.deadline().cancel();
            one.answer().fail(problem.exception());
        });
    }

    int size() {
        return waiting.size();
    }
}
