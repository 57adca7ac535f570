package io.parley.xmpp.transport;

import io.parley.xmpp.wire.StreamFault;
import io.vertx.core.net.HostAndPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StreamError.Condition;

/**
 * What both sides of a managed stream have of each other's stanzas (XEP-0198): it counts, keeps what the server has not acknowledged, and
 * knows what a resumption owes. It sends nothing itself.
 */
final class Acknowledgements {
    static final String NAMESPACE = "urn:xmpp:sm:3";
    /** Counters wrap at 2^32 (XEP-0198, section 4). */
    private static final long WRAP = 0xFFFF_FFFFL;
    private static final int ASKED_AFTER = 5;

    private record Waiting(Stanza stanza, int size) {
    }

    private final int mostStanzas;
    private final long mostText;
    /** Linked, for an array would stay as long as it was at its fullest. */
    private final Queue<Waiting> waiting = new LinkedList<>();
    private long waitingText;
    private long acknowledged;
    private long handled;
    private Resumption resumption;
    private Instant suspended;
    private boolean running;
    private int sinceAsked;

    /**
     * @param mostStanzas stanzas that may wait for their acknowledgement
     * @param mostText    and their sizes together
     */
    Acknowledgements(int mostStanzas, long mostText) {
        this.mostStanzas = mostStanzas;
        this.mostText = mostText;
    }

    /** Whether stanzas are counted on the stream of now. */
    boolean running() {
        return running;
    }

    /** The server counts from here on. @param with what a later stream resumes this one with; null: it cannot be resumed */
    void enabled(Resumption with) {
        enabled(with, 0);
    }

    /** @param count where both counters begin: at 0, but for who wants to see them wrap */
    void enabled(Resumption with, long count) {
        running = true;
        resumption = with;
        acknowledged = count;
        handled = count;
        sinceAsked = 0;
    }

    /** Whether one more may be sent: the server has acknowledged enough of what was before. */
    boolean hasRoom() {
        return !running || waiting.size() < mostStanzas && waitingText < mostText;
    }

    /**
     * A stanza goes out.
     *
     * @return whether the server is to be asked for an acknowledgement behind it: somebody waits for that of a message
     */
    boolean sent(Stanza stanza, int size) {
        if (!running) {
            return false;
        }
        waiting.add(new Waiting(stanza, size));
        waitingText += size;
        sinceAsked++;
        if (sinceAsked < ASKED_AFTER && !stanza.getElementName().equals(Message.ELEMENT)) {
            return false;
        }
        sinceAsked = 0;
        return true;
    }

    /** A stanza of the server has been dealt with. */
    void handledOne() {
        if (running) {
            handled = handled + 1 & WRAP;
        }
    }

    /** What the server is told that we have. */
    long handled() {
        return handled;
    }

    /** That, as it is told. */
    String answer() {
        return "<a xmlns='" + NAMESPACE + "' h='" + handled + "'/>";
    }

    /**
     * The server has all up to that count.
     *
     * @return what it had not acknowledged before, in the order in which it was sent
     * @throws StreamFault when it has more than was ever sent
     */
    List<Stanza> acknowledged(long count) throws StreamFault {
        long fresh = count - acknowledged & WRAP;
        if (fresh > waiting.size()) {
            long sent = acknowledged + waiting.size() & WRAP;
            throw new StreamFault(Condition.undefined_condition, "acknowledged " + fresh + " stanzas of " + waiting.size(),
                    "<handled-count-too-high xmlns='" + NAMESPACE + "' h='" + count + "' send-count='" + sent + "'/>");
        }
        acknowledged = count & WRAP;
        List<Stanza> all = new ArrayList<>((int) fresh);
        for (long i = 0; i < fresh; i++) {
            Waiting one = waiting.remove();
            waitingText -= one.size();
            all.add(one.stanza());
        }
        return all;
    }

    /** The stream broke; what waits is kept for its resumption. */
    void suspend(Instant now) {
        if (running) {
            suspended = now;
        }
        running = false;
    }

    /**
     * Forgets a stream that the server has forgotten too. Not while anything waits: a server that says that it cannot resume a stream may
     * still say how much of it it had, and what it had is not sent twice.
     */
    void expire(Instant now) {
        if (resumption != null && waiting.isEmpty() && resumption.isOver(suspended, now)) {
            unresumable();
        }
    }

    /** The stream was ended by one side's word: there is nothing to resume, but what waits has still to be handed back. */
    void unresumable() {
        running = false;
        resumption = null;
    }

    /** With what the stream before can be resumed. */
    Optional<String> resumptionId() {
        return Optional.ofNullable(resumption).map(Resumption::id);
    }

    /** Where the server wants the stream to be resumed, once: where that fails, the way is the usual one. Null: it does not say. */
    HostAndPort takeLocation() {
        if (resumption == null) {
            return null;
        }
        HostAndPort location = resumption.location();
        resumption = resumption.elsewhere();
        return location;
    }

    /** The server has taken the stream up again; what still waits after its acknowledgement goes out once more. */
    List<Stanza> resumed() {
        running = true;
        sinceAsked = 0;
        return waiting.stream().map(Waiting::stanza).toList();
    }

    /** The stream could not be resumed: what the server may have or not, in the order in which it was sent. It is kept no longer. */
    List<Stanza> giveUp() {
        List<Stanza> lost = waiting.stream().map(Waiting::stanza).toList();
        waiting.clear();
        waitingText = 0;
        unresumable();
        return lost;
    }

    int waiting() {
        return waiting.size();
    }
}
