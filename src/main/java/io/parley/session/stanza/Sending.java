package io.parley.session.stanza;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionReply.Sent;
import io.parley.flow.InTurn;
import io.parley.session.Link;
import io.parley.session.SentKeys.Attempt;
import io.parley.session.SentKeys;
import io.parley.xmpp.MessageArchive;
import io.parley.xmpp.XmppServer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jivesoftware.smack.packet.Message;
import org.jxmpp.jid.BareJid;

/**
 * Sends a session's messages in the order in which it was asked to, and one with an Idempotency-Key once: a second try waits for the
 * first, finds it in the archive, or sends it again under the same id, so that the receiver can tell.
 */
public final class Sending {
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(2);
    private static final int LOOK_BACK = 200;
    private static final int MOST_WAITING = 256;

    /** What a key is being used for, as long as the message has not been handed over. */
    private record Preparation(String hash, Future<Sent> sent) {
    }

    /** {@code losses}: how many streams had been lost when it was asked for. */
    private record Asked(Message message, String key, String hash, int losses) {
    }

    private final Link link;
    private final Outbox outbox;
    private final Archive archive;
    private final SentKeys keys;
    private final InTurn turns = new InTurn();
    private final Map<String, Preparation> preparing = new HashMap<>();
    private int losses;

    public Sending(Link link, Outbox outbox, Archive archive, SentKeys keys) {
        this.link = link;
        this.outbox = outbox;
        this.archive = archive;
        this.keys = keys;
    }

    /** Sends it. {@code key} is null for a sender who takes the risk of sending twice. */
    public Future<Sent> send(Message message, String key) {
        if (turns.waiting() >= MOST_WAITING) {
            return Future.failedFuture(Problem.unavailable("session-busy", "Too many messages wait to be sent.", 1).exception());
        }
        if (key == null) {
            Asked asked = new Asked(message, null, null, losses);
            String id = link.newId("m-");
            return turns.next(Future.succeededFuture(), go -> handOver(asked, id)).map(new Sent(id));
        }
        Asked asked = new Asked(message, key, Fingerprint.of(message), losses);
        Preparation already = preparing.get(key);
        if (already != null) {
            return already.hash().equals(asked.hash()) ? already.sent() : conflict();
        }
        return prepare(asked);
    }

    /** The stream is gone. What still waited for its key would overtake what is sent again on the next one, so it is not sent. */
    public void streamLost() {
        losses++;
    }

    private Future<Sent> prepare(Asked asked) {
        Promise<Sent> sent = Promise.promise();
        Preparation preparation = new Preparation(asked.hash(), sent.future());
        preparing.put(asked.key(), preparation);
        Attempt first = Attempt.first(asked.hash(), link.newId("m-"), link.now());
        turns.next(keys.begin(user(), asked.key(), first),
                        before -> before.map(attempt -> again(asked, attempt)).orElseGet(() -> attempt(asked, first, true)))
                .onComplete(done -> preparing.remove(asked.key(), preparation))
                .onComplete(sent);
        return sent.future();
    }

    private Future<Sent> attempt(Asked asked, Attempt attempt, boolean first) {
        Future<Void> safe = handOver(asked, attempt.stanzaId());
        // from here on the outbox tells who asks again
        preparing.remove(asked.key());
        // the sender waits only so long, but an acknowledgement that comes later settles the key all the same
        Future<Void> written = outbox.fate(attempt.stanzaId()).orElse(safe).transform(fate -> write(asked.key(), attempt, first, fate));
        // who is told that it was not sent may use the key again at once. Should the writing fail: an attempt whose fate is unknown is safe
        return safe.map(new Sent(attempt.stanzaId())).recover(failure ->
                isUnknownFate(failure) ? Future.failedFuture(failure) : written.transform(done -> Future.failedFuture(failure)));
    }

    private Future<Void> handOver(Asked asked, String id) {
        if (asked.losses() != losses) {
            return Future.failedFuture(XmppServer.away().exception());
        }
        asked.message().setStanzaId(id);
        return outbox.send(asked.message());
    }

    /** That a second try was not sent says nothing about the first. */
    private Future<Void> write(String key, Attempt attempt, boolean first, AsyncResult<Void> fate) {
        if (fate.succeeded()) {
            return keys.keep(user(), key, attempt.asSettled());
        }
        boolean certain = first ? !isUnknownFate(fate.cause()) : isStatus(fate.cause(), 422);
        return certain ? keys.forget(user(), key, attempt) : Future.succeededFuture();
    }

    private Future<Sent> again(Asked asked, Attempt before) {
        if (!before.hash().equals(asked.hash())) {
            return conflict();
        }
        Sent sent = new Sent(before.stanzaId());
        if (before.settled()) {
            return Future.succeededFuture(sent);
        }
        if (outbox.holds(before.stanzaId())) {
            return outbox.await(before.stanzaId()).map(sent);
        }
        return inArchive(asked.message(), before).compose(found -> {
            if (found) {
                // should it fail, the next try asks the archive again
                keys.keep(user(), asked.key(), before.asSettled());
                return Future.succeededFuture(sent);
            }
            return keys.keep(user(), asked.key(), before).compose(kept -> attempt(asked, before, false));
        });
    }

    private static <T> Future<T> conflict() {
        return Future.failedFuture(Problem.conflict("idempotency-conflict",
                "This Idempotency-Key was used for another message.").exception());
    }

    /** Whether the first try has reached the archive; where there is none, nobody can know, and the receiver tells the duplicate. */
    private Future<Boolean> inArchive(Message message, Attempt before) {
        boolean room = message.getType() == Message.Type.groupchat;
        BareJid peer = message.getTo().asBareJid();
        Instant since = before.at().minus(CLOCK_DIFFERENCE);
        return archive.page(new MessageArchive.Query(room ? peer : null, room ? null : peer, since, null, "", null, LOOK_BACK))
                .map(page -> page.messages().stream().anyMatch(one -> before.stanzaId().equals(one.message().getStanzaId())))
                .recover(failure -> isStatus(failure, 501) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    private static boolean isUnknownFate(Throwable failure) {
        return isStatus(failure, 504);
    }

    private static boolean isStatus(Throwable failure, int status) {
        return failure instanceof ProblemException problem && problem.problem().status() == status;
    }

    private String user() {
        return link.account().getLocalpart().toString();
    }
}
