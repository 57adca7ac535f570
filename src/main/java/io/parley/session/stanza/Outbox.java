package io.parley.session.stanza;

import io.parley.bus.Problem;
import io.parley.session.Link;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.ping.packet.Ping;

/**
 * The messages on their way, in order: a one-to-one message until the server has acknowledged it (XEP-0198), a room's until the room
 * has reflected it. One that is not acknowledged when its stream is lost stays, and is sent again under the same id; so is one that a
 * server may have lost right after it acknowledged it.
 */
public final class Outbox {

    private static final class Entry {
        final Message message;
        final Instant sent;
        boolean acknowledged;
        /** Handed to the stream as it is now, which sends it again by itself when it is resumed. */
        boolean handed = true;
        final Promise<Void> outcome = Promise.promise();

        Entry(Message message, Instant sent) {
            this.message = message;
            this.sent = sent;
        }

        boolean isAnswered() {
            return outcome.future().isComplete();
        }

        boolean isRoomMessage() {
            return message.getType() == Message.Type.groupchat;
        }
    }

    private final Link link;
    private final Duration patience;
    private final int most;
    private final Consumer<Duration> acknowledgements;
    private final Map<String, Entry> underway = new LinkedHashMap<>();
    private final LatelyAcknowledged lately;

    /**
     * @param patience         how long a sender waits for the acknowledgement or the reflection
     * @param acknowledgements told how long after it was sent a message was acknowledged
     */
    public Outbox(Link link, Duration patience, int most, Consumer<Duration> acknowledgements) {
        this.link = link;
        this.patience = patience;
        this.most = most;
        this.acknowledgements = acknowledgements;
        this.lately = new LatelyAcknowledged(link);
    }

    /**
     * Sends a message.
     *
     * @return when it is safe; or a problem: 422 refused, 503 not sent at all, 504 {@code not-acknowledged}: it may arrive or not
     */
    public Future<Void> send(Message message) {
        if (underway.size() >= most) {
            return Future.failedFuture(Problem.unavailable("session-busy", "Too many messages wait for the XMPP server.", 1).exception());
        }
        try {
            link.send(message);
        } catch (RuntimeException notSent) {
            return Future.failedFuture(notSent);
        }
        Entry entry = new Entry(message, link.now());
        underway.put(message.getStanzaId(), entry);
        confirmByPing(entry);
        return await(message.getStanzaId());
    }

    /** Whether this message's fate is still open. */
    public boolean holds(String id) {
        return underway.containsKey(id);
    }

    /** How it ends with a message that is {@link #holds held}, however long that takes. */
    public Optional<Future<Void>> fate(String id) {
        return Optional.ofNullable(underway.get(id)).map(entry -> entry.outcome.future());
    }

    /** The fate of a message that {@link #holds held}, waited for anew. */
    public Future<Void> await(String id) {
        Entry entry = underway.get(id);
        Promise<Void> waiter = Promise.promise();
        var deadline = link.timers().after(patience, () -> {
            if (waiter.tryFail(Problem.of(504, "not-acknowledged",
                    "The XMPP server has not acknowledged it in time; it may still arrive. Send it again with the same Idempotency-Key.")
                    .exception())) {
                link.doubt();
                abandonIfHopeless(id, entry);
            }
        });
        entry.outcome.future().onComplete(outcome -> {
            deadline.cancel();
            waiter.tryComplete(null);
        }, failure -> {
            deadline.cancel();
            waiter.tryFail(failure);
        });
        return waiter.future();
    }

    /** A room message that the server has, but the room never reflects, waits for nothing any more. */
    private void abandonIfHopeless(String id, Entry entry) {
        if (entry.acknowledged) {
            underway.remove(id, entry);
        }
    }

    /** Where the server acknowledges nothing, an answered ping shows that it has dealt with what came before (RFC 6120, section 10.1). */
    private void confirmByPing(Entry entry) {
        if (!link.acknowledges()) {
            link.iqs().request(new Ping(link.account().asDomainBareJid()))
                    .onSuccess(pong -> acknowledged(entry.message.getStanzaId()));
        }
    }

    public void acknowledged(String id) {
        Entry entry = underway.get(id);
        if (entry == null) {
            return;
        }
        entry.acknowledged = true;
        if (!entry.isAnswered()) {
            acknowledgements.accept(Duration.between(entry.sent, link.now()));
        }
        if (!entry.isRoomMessage()) {
            lately.add(entry.message);
            settle(id);
        }
    }

    /** The server has been heard from, over the stream that everything here was sent on. */
    public void heard() {
        lately.heard();
    }

    /** The message has come back from its room, or was found in an archive: it is safe. */
    public void settle(String id) {
        Entry entry = underway.remove(id);
        if (entry != null) {
            entry.outcome.tryComplete();
        }
    }

    /**
     * The server, the room or the peer refused it.
     *
     * @return whether somebody still waited for it
     */
    public boolean refuse(String id, Problem problem) {
        lately.forget(id);
        Entry entry = underway.remove(id);
        return entry != null && entry.outcome.tryFail(problem.exception());
    }

    /**
     * The stream before could not be resumed, perhaps because the server has crashed. A room's message that never came back may be lost
     * with it, acknowledged or not; and so may be what it acknowledged last.
     */
    public void streamIsNew() {
        List<Entry> unacknowledged = List.copyOf(underway.values());
        underway.clear();
        lately.take().forEach(message -> underway.put(message.getStanzaId(), answered(message)));
        unacknowledged.forEach(entry -> underway.put(entry.message.getStanzaId(), entry));
        underway.values().forEach(entry -> {
            entry.handed = false;
            entry.acknowledged = false;
        });
    }

    private Entry answered(Message message) {
        Entry entry = new Entry(message, link.now());
        entry.outcome.complete();
        return entry;
    }

    /** After a stream that could not be resumed: what the server may not have goes out again, in order, under the same ids. */
    public void sendAgain() {
        List<Entry> again = new ArrayList<>(underway.values());
        again.removeIf(entry -> entry.handed);
        again.forEach(entry -> {
            link.send(entry.message);
            entry.handed = true;
            confirmByPing(entry);
        });
    }

    /** Done when nothing is on its way any more, or after {@code most}. */
    public Future<Void> drained(Duration most) {
        List<Future<Void>> open = underway.values().stream().map(entry -> entry.outcome.future()).toList();
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> drained = Promise.promise();
        var deadline = link.timers().after(most, drained::tryComplete);
        Future.join(open).onComplete(all -> {
            deadline.cancel();
            drained.tryComplete();
        });
        return drained.future();
    }

    /** The session is over. */
    public void close() {
        lately.end();
        List<String> ids = List.copyOf(underway.keySet());
        ids.forEach(id -> refuse(id, Problem.of(504, "not-acknowledged",
                "The session ended before the XMPP server acknowledged it; it may still arrive.")));
    }

    public int size() {
        return underway.size();
    }
}
