package io.parley.xmpp;

import io.parley.bus.Problem;
import io.parley.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jivesoftware.smack.packet.IQ;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.Jid;

/**
 * The questions that wait for their answer on one stream (RFC 6120, section 8.2.3). Answers pass through the same ordered path as all
 * other stanzas, so that what the server sent before an answer has been dealt with when the answer is.
 */
public final class Iqs implements IqChannel {
    private static final int MOST = 1_000;

    private record Waiting(Jid to, Promise<IQ> answer, Timers.Timer deadline) {
    }

    private final BareJid account;
    private final Consumer<IQ> send;
    private final Timers timers;
    private final Duration timeout;
    private final Map<String, Waiting> waiting = new HashMap<>();

    /** @param account the bare JID that the stream belongs to */
    public Iqs(BareJid account, Consumer<IQ> send, Timers timers, Duration timeout) {
        this.account = account;
        this.send = send;
        this.timers = timers;
        this.timeout = timeout;
    }

    @Override
    public Future<IQ> request(IQ request) {
        return anyAnswer(request).compose(answer -> answer.getType() == IQ.Type.error
                ? Future.failedFuture(Failures.stanzaError(answer.getError()).exception())
                : Future.succeededFuture(answer));
    }

    /** As {@link #request}, but an error stanza is an answer too. */
    public Future<IQ> anyAnswer(IQ request) {
        String id = request.getStanzaId();
        if (waiting.size() >= MOST || waiting.containsKey(id)) {
            return Future.failedFuture(waiting.containsKey(id)
                    ? Problem.conflict("duplicate-iq", "A question with this id waits for its answer already.").exception()
                    : Problem.unavailable("session-busy", "Too many questions wait for their answer.", 1).exception());
        }
        Promise<IQ> answer = Promise.promise();
        waiting.put(id, new Waiting(request.getTo(), answer, timers.after(timeout, () -> expire(id))));
        try {
            send.accept(request);
        } catch (RuntimeException e) {
            waiting.remove(id).deadline().cancel();
            answer.tryFail(e);
        }
        return answer.future();
    }

    /**
     * Takes an answer in.
     *
     * @return whether it was waited for, by id and by sender: another's answer under our id is a forgery
     */
    public boolean received(IQ answer) {
        Waiting asked = waiting.get(answer.getStanzaId());
        if (asked == null || !answeredBy(asked.to(), answer.getFrom())) {
            return false;
        }
        waiting.remove(answer.getStanzaId());
        asked.deadline().cancel();
        asked.answer().tryComplete(answer);
        return true;
    }

    /** An answer to a question without an addressee comes from the account or its server, or names nobody (RFC 6120, section 8.1.2.1). */
    private boolean answeredBy(Jid asked, Jid from) {
        if (from == null || from.equals(asked)) {
            return true;
        }
        boolean askedAccount = asked == null || asked.equals(account);
        return askedAccount && (from.isParentOf(account) || from.asBareJid().equals(account));
    }

    /** The stream that the answers would have come on is gone: nobody needs to wait for the time limit. */
    public void fail(Problem problem) {
        List<Waiting> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(one -> {
            one.deadline().cancel();
            one.answer().tryFail(problem.exception());
        });
    }

    private void expire(String id) {
        Waiting expired = waiting.remove(id);
        if (expired != null) {
            expired.answer().tryFail(Problem.of(504, "xmpp-timeout", "No answer came in time.").exception());
        }
    }

    public int size() {
        return waiting.size();
    }
}
