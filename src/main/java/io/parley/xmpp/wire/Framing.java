package io.parley.xmpp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jivesoftware.smack.packet.StreamError.Condition;

/**
 * Cuts the bytes of an XMPP stream into its header and its elements (RFC 6120, section 4), wherever the network has cut them before.
 * It keeps only the bytes of an element that has not ended, and nothing between elements; bytes become characters once, when it has. What
 * is inside an element is left to the XML parser, but what no stream may carry (RFC 6120, section 11.1) does not get that far.
 */
public final class Framing {

    /** What the stream is cut into. */
    public interface Sink {
        /** The start tag of the stream. */
        void opened(String header) throws StreamFault;

        /**
         * A whole element.
         *
         * @param depth how deep its elements are nested; 1 for one without children
         */
        void element(String xml, int depth) throws StreamFault;

        /** The end tag of the stream. */
        void closed();
    }

    private final Sink sink;
    private final Markup markup = new Markup();
    private final Fragment fragment;
    private boolean over;

    /** @param limit the most bytes that an element, or the header, may have */
    public Framing(Sink sink, int limit) {
        this.sink = sink;
        this.fragment = new Fragment(limit);
    }

    /** Nothing more is read: the stream has ended, or another begins. */
    public void stop() {
        over = true;
        fragment.clear();
    }

    /** How many bytes of an element that has not ended are kept. */
    int held() {
        return fragment.length();
    }

    /**
     * Takes bytes in; the sink is called for what they complete.
     *
     * @return how many of them were read; fewer than there are only after {@link #stop}
     * @throws StreamFault when no stream may carry this; nothing can be read after it
     */
    public int received(byte[] bytes) throws StreamFault {
        int start = 0; // where in these bytes the element begins, or goes on
        for (int i = 0; i < bytes.length; i++) {
            if (over) {
                return i;
            }
            byte one = bytes[i];
            if (one == '<' && markup.isBetweenElements()) {
                start = i;
            }
            Markup.Ended ended = markup.step(one);
            if (ended != Markup.Ended.NOTHING) {
                complete(ended, bytes, start, i + 1);
                start = i + 1;
            }
        }
        if (!over && !markup.isBetweenElements()) {
            fragment.add(bytes, start, bytes.length);
        }
        return bytes.length;
    }

    private void complete(Markup.Ended ended, byte[] bytes, int from, int to) throws StreamFault {
        switch (ended) {
            case HEADER -> sink.opened(text(bytes, from, to));
            case ELEMENT -> sink.element(text(bytes, from, to), markup.levels());
            case STREAM -> {
                text(bytes, from, to);
                stop();
                sink.closed();
            }
            default -> fragment.clear(); // of the XML declaration nobody is told
        }
    }

    /** All of what has ended, with these bytes as its last. */
    private String text(byte[] bytes, int from, int to) throws StreamFault {
        if (fragment.isEmpty()) {
            fragment.requireWithinLimit(to - from);
            return decode(bytes, from, to - from);
        }
        fragment.add(bytes, from, to);
        String text = decode(fragment.bytes(), 0, fragment.length());
        fragment.clear();
        return text;
    }

    private static String decode(byte[] bytes, int from, int length) throws StreamFault {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
        } catch (CharacterCodingException e) {
            throw new StreamFault(Condition.not_well_formed, "not UTF-8");
        }
    }
}
