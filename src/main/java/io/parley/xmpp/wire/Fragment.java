package io.parley.xmpp.wire;

import java.util.Arrays;
import org.jivesoftware.smack.packet.StreamError.Condition;

/** The bytes of an element that has not ended. While there is none it keeps nothing: most streams are idle, and there are many. */
final class Fragment {
    private static final byte[] NOTHING = new byte[0];

    private final int limit;
    private byte[] bytes = NOTHING;
    private int length;

    /** @param limit the most bytes that an element may have */
    Fragment(int limit) {
        this.limit = limit;
    }

    void add(byte[] more, int from, int to) throws StreamFault {
        int together = length + to - from;
        requireWithinLimit(together);
        if (together > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(together, Math.min(bytes.length * 2, limit)));
        }
        System.arraycopy(more, from, bytes, length, to - from);
        length = together;
    }

    void requireWithinLimit(int size) throws StreamFault {
        if (size > limit) {
            throw new StreamFault(Condition.policy_violation, "an element of more than " + limit + " bytes");
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** How many there are. */
    int length() {
        return length;
    }

    /** The first {@link #length()} of these count. */
    byte[] bytes() {
        return bytes;
    }

    void clear() {
        bytes = NOTHING;
        length = 0;
    }
}
