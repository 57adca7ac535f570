package io.parley.session.stanza;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.bus.SessionReply.Sent;
import io.parley.session.Link;
import io.parley.session.SentKeys;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jivesoftware.smack.packet.Message;
import org.jxmpp.jid.BareJid;

/**
 * Sends a message once for each Idempotency-Key: a second try waits for the first, finds it in the archive, or sends it again under the
 * same id, so that the receiver can tell.
 */
public final class Sending {
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(2);
    private static final int LOOK_BACK = 200;

    private final Link link;
    private final Outbox outbox;
    private final Archive archive;
    private final SentKeys keys;

    public Sending(Link link, Outbox outbox, Archive archive, SentKeys keys) {
        this.link = link;
        this.outbox = outbox;
        this.archive = archive;
        this.keys = keys;
    }

    /** Sends it. {@code key} is null for a sender who takes the risk of sending twice. */
    public Future<Sent> send(Message message, String key) {
        if (key == null) {
            message.setStanzaId(link.newId("m-"));
            return outbox.send(message).map(safe -> new Sent(message.getStanzaId()));
        }
        String hash = hash(message);
        return keys.find(user(), key)
                .map(before -> again(message, key, hash, before))
                .orElseGet(() -> first(message, key, hash, link.newId("m-")));
    }

    private Future<Sent> first(Message message, String key, String hash, String id) {
        keys.begin(user(), key, hash, id);
        message.setStanzaId(id);
        Future<Void> safe = outbox.send(message);
        // the sender waits only so long, but an acknowledgement that comes later settles the key all the same
        outbox.fate(id).orElse(safe)
                .onSuccess(settled -> keys.settle(user(), key))
                .onFailure(failure -> {
                    if (!fateUnknown(failure)) {
                        keys.forget(user(), key);
                    }
                });
        return safe.map(new Sent(id));
    }

    private Future<Sent> again(Message message, String key, String hash, SentKeys.Attempt before) {
        if (!before.hash().equals(hash)) {
            return Future.failedFuture(Problem.conflict("idempotency-conflict",
                    "This Idempotency-Key was used for another message.").exception());
        }
        Sent sent = new Sent(before.stanzaId());
        if (before.settled()) {
            return Future.succeededFuture(sent);
        }
        if (outbox.holds(before.stanzaId())) {
            return outbox.await(before.stanzaId()).map(sent);
        }
        return inArchive(message, before).compose(found -> {
            if (found) {
                keys.settle(user(), key);
                return Future.succeededFuture(sent);
            }
            // another try may have asked the archive at the same time, and sent it
            return outbox.holds(before.stanzaId()) ? outbox.await(before.stanzaId()).map(sent)
                    : first(message, key, hash, before.stanzaId());
        });
    }

    /** Whether the first try has reached the archive; where there is none, nobody can know, and the receiver tells the duplicate. */
    private Future<Boolean> inArchive(Message message, SentKeys.Attempt before) {
        boolean room = message.getType() == Message.Type.groupchat;
        BareJid peer = message.getTo().asBareJid();
        Instant since = before.at().minus(CLOCK_DIFFERENCE);
        return archive.page(new Archive.Query(room ? peer : null, room ? null : peer, since, null, "", null, LOOK_BACK))
                .map(page -> page.messages().stream().anyMatch(one -> before.stanzaId().equals(one.message().getStanzaId())))
                .recover(failure -> unsupported(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    private static boolean unsupported(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 501;
    }

    private static boolean fateUnknown(Throwable failure) {
        return failure instanceof ProblemException problem && problem.problem().status() == 504;
    }

    private String user() {
        return link.account().getLocalpart().toString();
    }

    private static String hash(Message message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(message.getTo().toString().getBytes(StandardCharsets.UTF_8));
            Payloads.read(message).ifPresent(payload -> {
                digest.update((byte) 0);
                digest.update(Optional.ofNullable(payload.body()).orElse("").getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(Optional.ofNullable(payload.data()).orElse("").getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
