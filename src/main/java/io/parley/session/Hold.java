package io.parley.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jivesoftware.smack.packet.Message;

/**
 * The seam between an archive's answer and what arrives meanwhile: live messages wait until the gap before them is filled. Bounded; what
 * would overflow it is still told, out of order, for an order that is lost is better than a message that is.
 */
public final class Hold {
    private static final int MOST = 5_000;

    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private boolean closed;

    public void close() {
        closed = true;
    }

    /** Whether the message waits now; else it has to be dealt with at once. */
    public boolean keeps(Message message) {
        return closed && waiting.size() < MOST && waiting.add(message);
    }

    /** Ends the waiting, and gives what waited, in order. */
    public List<Message> open() {
        closed = false;
        List<Message> released = new ArrayList<>(waiting);
        waiting.clear();
        return released;
    }
}
