package io.parley.session.stanza;

import io.parley.session.Link;
import io.parley.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jivesoftware.smack.packet.Message;

/**
 * What the server acknowledged a moment ago, bounded in number. It has taken responsibility for it (XEP-0198), but only while it lives:
 * ejabberd acknowledges when the message waits in memory for the receiver's process, which alone writes the receiver's archive. Killed in
 * between, it has told nobody and has it in no archive but the sender's. Once the server has been heard from for a moment more, such a
 * message is through.
 */
final class LatelyAcknowledged {
    /** A receiver's process was seen tens of milliseconds behind; one with many senders, or a slow database, more. */
    static final Duration MOMENT = Duration.ofSeconds(5);
    /** All of them go out at once after a crash, with what was not acknowledged: together they stay below what a stream takes. */
    static final int MOST = 100;

    private record Kept(Message message, Instant acknowledged) {
    }

    private final Link link;
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private Instant heard = Instant.MIN;
    private Timers.Timer sweeping;

    LatelyAcknowledged(Link link) {
        this.link = link;
    }

    /** The server lives. Not the clock counts, but this: a machine without power is noticed by its silence, a minute later. */
    void heard() {
        heard = link.now();
    }

    void add(Message message) {
        heard();
        kept.put(message.getStanzaId(), new Kept(message, heard));
        if (kept.size() > MOST) {
            var oldest = kept.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        sweepLater();
    }

    void forget(String id) {
        kept.remove(id);
    }

    /** What a server that has crashed may have lost, in the order of sending; it is the caller's from here on. */
    List<Message> take() {
        sweep();
        List<Message> taken = kept.values().stream().map(Kept::message).toList();
        end();
        return taken;
    }

    /** Nothing is kept any more. */
    void end() {
        kept.clear();
        if (sweeping != null) {
            sweeping.cancel();
            sweeping = null;
        }
    }

    /** One timer at a time: an idle session holds no messages for nothing. */
    private void sweepLater() {
        if (sweeping == null) {
            sweeping = link.timers().after(MOMENT, () -> {
                sweeping = null;
                sweep();
                if (!kept.isEmpty()) {
                    sweepLater();
                }
            });
        }
    }

    private void sweep() {
        kept.values().removeIf(one -> !one.acknowledged().plus(MOMENT).isAfter(heard));
    }
}
