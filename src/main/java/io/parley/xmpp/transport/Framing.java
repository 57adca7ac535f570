package io.parley.xmpp.transport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jivesoftware.smack.packet.StreamError.Condition;

/**
 * Cuts the bytes of an XMPP stream into its header and its elements (RFC 6120, section 4), wherever the network has cut them before.
 * It keeps only the bytes of an element that has not ended, and nothing between elements. What is inside an element is left to the XML
 * parser, but what no stream may carry (RFC 6120, section 11.1) does not get that far.
 *
 * <p>Markup is ASCII, and no byte of a longer UTF-8 character is; so bytes are looked at, and become characters once, at the end.
 */
final class Framing {
    private static final byte[] CDATA_START = "[CDATA[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DECLARATION_START = "xml".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> PREDEFINED = Set.of("lt", "gt", "amp", "quot", "apos");
    private static final int LONGEST_REFERENCE = 10;
    private static final byte[] NOTHING = new byte[0];

    /** What the stream is cut into. */
    interface Sink {
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

    private enum At { TEXT, TAG_START, TAG, SINGLE_QUOTED, DOUBLE_QUOTED, SLASH, END_TAG, BANG, CDATA, REFERENCE, DECLARATION }

    private final Sink sink;
    private final int limit;
    private At at = At.TEXT;
    /** Where a reference returns to. */
    private At before = At.TEXT;
    /** How many elements are open; the stream itself is the first. */
    private int depth;
    private int deepest;
    /** How much of a fixed text, or of a CDATA section's end, has been matched. */
    private int matched;
    private final StringBuilder reference = new StringBuilder(0);
    private boolean declared;
    private boolean begun;
    private boolean over;
    private byte[] held = NOTHING;
    private int heldLength;

    /** @param limit the most bytes that an element, or the header, may have */
    Framing(Sink sink, int limit) {
        this.sink = sink;
        this.limit = limit;
    }

    /** Nothing more is read: the stream has ended, or another begins. */
    void stop() {
        over = true;
        release();
    }

    /** How many bytes of an element that has not ended are kept. */
    int held() {
        return heldLength;
    }

    /**
     * Takes bytes in; the sink is called for what they complete.
     *
     * @return how many of them were read; fewer than there are only after {@link #stop}
     * @throws StreamFault when no stream may carry this; nothing can be read after it
     */
    int received(byte[] bytes) throws StreamFault {
        int start = 0; // where in these bytes the element begins, or goes on
        for (int i = 0; i < bytes.length; i++) {
            if (over) {
                return i;
            }
            byte one = bytes[i];
            if (one == '<' && at == At.TEXT && depth <= 1) {
                start = i;
            }
            if (step(one)) {
                complete(bytes, start, i + 1);
                start = i + 1;
            }
        }
        if (!over && inElement()) {
            hold(bytes, start, bytes.length);
        }
        return bytes.length;
    }

    private boolean inElement() {
        return depth > 1 || at != At.TEXT;
    }

    private void hold(byte[] bytes, int from, int to) throws StreamFault {
        int length = heldLength + to - from;
        requireWithinLimit(length);
        if (length > held.length) {
            held = Arrays.copyOf(held, Math.max(length, Math.min(held.length * 2, limit)));
        }
        System.arraycopy(bytes, from, held, heldLength, to - from);
        heldLength = length;
    }

    private void requireWithinLimit(int length) throws StreamFault {
        if (length > limit) {
            throw new StreamFault(Condition.policy_violation, "an element of more than " + limit + " bytes");
        }
    }

    /** An element, the header or the end of the stream is complete with the bytes up to there. */
    private void complete(byte[] bytes, int from, int to) throws StreamFault {
        String xml;
        if (heldLength == 0) {
            requireWithinLimit(to - from);
            xml = decode(bytes, from, to - from);
        } else {
            hold(bytes, from, to);
            xml = decode(held, 0, heldLength);
            release();
        }
        if (depth == 0) {
            stop();
            sink.closed();
        } else if (!begun) {
            begun = true;
            sink.opened(xml);
        } else {
            int nested = deepest - 1;
            deepest = 1;
            sink.element(xml, nested);
        }
    }

    private void release() {
        held = NOTHING;
        heldLength = 0;
    }

    private static String decode(byte[] bytes, int from, int length) throws StreamFault {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length)).toString();
        } catch (CharacterCodingException e) {
            throw new StreamFault(Condition.not_well_formed, "not UTF-8");
        }
    }

    /** @return whether this byte ends what the sink is to be told */
    private boolean step(byte one) throws StreamFault {
        switch (at) {
            case TEXT -> text(one);
            case TAG_START -> tagStart(one);
            case TAG -> {
                return inTag(one);
            }
            case SINGLE_QUOTED -> quoted(one, (byte) '\'');
            case DOUBLE_QUOTED -> quoted(one, (byte) '"');
            case SLASH -> {
                require(one == '>', "a slash inside a tag");
                return ended();
            }
            case END_TAG -> {
                if (one == '>') {
                    return ended();
                }
                require(one != '<', "a tag inside a tag");
            }
            case BANG -> bang(one);
            case CDATA -> cdata(one);
            case REFERENCE -> reference(one);
            case DECLARATION -> declaration(one);
        }
        return false;
    }

    private void text(byte one) throws StreamFault {
        if (one == '<') {
            at = At.TAG_START;
        } else if (depth <= 1) {
            require(isSpace(one), "text between stanzas");
        } else if (one == '&') {
            beginReference();
        }
    }

    private void tagStart(byte one) throws StreamFault {
        switch (one) {
            case '/' -> {
                require(depth > 0, "an end without a beginning");
                at = At.END_TAG;
            }
            case '!' -> {
                restrict(depth > 1, "a comment or a document type");
                at = At.BANG;
                matched = 0;
            }
            case '?' -> {
                restrict(!begun && !declared, "a processing instruction");
                at = At.DECLARATION;
                matched = 0;
            }
            default -> {
                require(one != '>' && one != '<' && !isSpace(one), "a tag without a name");
                depth++;
                deepest = Math.max(deepest, depth);
                at = At.TAG;
            }
        }
    }

    private boolean inTag(byte one) throws StreamFault {
        switch (one) {
            case '\'' -> at = At.SINGLE_QUOTED;
            case '"' -> at = At.DOUBLE_QUOTED;
            case '/' -> at = At.SLASH;
            case '<' -> require(false, "a tag inside a tag");
            case '>' -> {
                at = At.TEXT;
                return depth == 1; // the stream's own start tag
            }
            default -> { }
        }
        return false;
    }

    private void quoted(byte one, byte quote) throws StreamFault {
        if (one == quote) {
            at = At.TAG;
        } else if (one == '&') {
            beginReference();
        } else {
            require(one != '<', "a tag inside an attribute");
        }
    }

    private boolean ended() throws StreamFault {
        at = At.TEXT;
        depth--;
        require(depth > 0 || begun, "a stream that ends as it begins");
        return depth <= 1;
    }

    private void bang(byte one) throws StreamFault {
        restrict(one == CDATA_START[matched], "a comment or a document type");
        if (++matched == CDATA_START.length) {
            at = At.CDATA;
            matched = 0;
        }
    }

    /** Ends with two brackets and more before a {@code >}. */
    private void cdata(byte one) {
        if (one == ']') {
            matched++;
        } else if (one == '>' && matched >= 2) {
            at = At.TEXT;
        } else {
            matched = 0;
        }
    }

    private void beginReference() {
        before = at;
        at = At.REFERENCE;
        reference.setLength(0);
    }

    private void reference(byte one) throws StreamFault {
        if (one != ';') {
            require(reference.length() < LONGEST_REFERENCE && one > ' ' && one != '<', "a reference without an end");
            reference.append((char) one);
            return;
        }
        String name = reference.toString();
        restrict(name.startsWith("#") || PREDEFINED.contains(name), "a reference to an entity");
        at = before;
    }

    /** An XML declaration, before the stream's header only; it is not passed on. */
    private void declaration(byte one) throws StreamFault {
        int named = DECLARATION_START.length;
        if (matched < named) {
            restrict(one == DECLARATION_START[matched], "a processing instruction");
            matched++;
        } else if (matched == named) {
            restrict(isSpace(one), "a processing instruction");
            matched++;
        } else if (one == '>' && matched == named + 2) {
            at = At.TEXT;
            declared = true;
            release();
        } else {
            matched = named + (one == '?' ? 2 : 1);
        }
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\n' || one == '\r' || one == '\t';
    }

    private static void require(boolean wellFormed, String otherwise) throws StreamFault {
        if (!wellFormed) {
            throw new StreamFault(Condition.not_well_formed, otherwise);
        }
    }

    private static void restrict(boolean allowed, String otherwise) throws StreamFault {
        if (!allowed) {
            throw new StreamFault(Condition.restricted_xml, otherwise);
        }
    }
}
