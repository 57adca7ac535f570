package io.parley.xmpp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jivesoftware.smack.packet.StreamError.Condition;

/**
 * Where the bytes of a stream have got to in its XML: which of them end an element. What no stream may carry (RFC 6120, section 11.1) does
 * not get past it; the rest of XML's rules are left to the parser.
 *
 * <p>Markup is ASCII, and no byte of a longer UTF-8 character is; so bytes are looked at, not characters.
 */
final class Markup {
    private static final byte[] CDATA_START = "[CDATA[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DECLARATION_START = "xml".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> PREDEFINED = Set.of("lt", "gt", "amp", "quot", "apos");
    private static final int LONGEST_REFERENCE = 10;

    /** What a byte ends. */
    enum Ended {
        NOTHING,
        /** the XML declaration before the stream */
        DECLARATION,
        /** the start tag of the stream */
        HEADER,
        /** an element right inside the stream, all of it */
        ELEMENT,
        /** the stream, by its end tag */
        STREAM
    }

    private enum At { TEXT, TAG_START, TAG, SINGLE_QUOTED, DOUBLE_QUOTED, SLASH, END_TAG, BANG, CDATA, REFERENCE, DECLARATION }

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

    /** Whether the next {@code <} begins something that is told as one piece. */
    boolean isBetweenElements() {
        return at == At.TEXT && depth <= 1;
    }

    /** How deep the elements of the one that has just ended were nested; 1 for one without children. */
    int levels() {
        return deepest - 1;
    }

    Ended step(byte one) throws StreamFault {
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
                return tagEnded();
            }
            case END_TAG -> {
                if (one == '>') {
                    return tagEnded();
                }
                require(one != '<', "a tag inside a tag");
            }
            case BANG -> bang(one);
            case CDATA -> cdata(one);
            case REFERENCE -> reference(one);
            case DECLARATION -> {
                return declaration(one);
            }
        }
        return Ended.NOTHING;
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
                deepest = depth == 1 ? 2 : Math.max(deepest, depth + 1);
                depth++;
                at = At.TAG;
            }
        }
    }

    private Ended inTag(byte one) throws StreamFault {
        switch (one) {
            case '\'' -> at = At.SINGLE_QUOTED;
            case '"' -> at = At.DOUBLE_QUOTED;
            case '/' -> at = At.SLASH;
            case '<' -> require(false, "a tag inside a tag");
            case '>' -> {
                at = At.TEXT;
                if (depth == 1) {
                    begun = true;
                    return Ended.HEADER;
                }
            }
            default -> { }
        }
        return Ended.NOTHING;
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

    /** The tag that ends an element, which may be its only one. */
    private Ended tagEnded() throws StreamFault {
        at = At.TEXT;
        depth--;
        require(depth > 0 || begun, "a stream that ends as it begins");
        return depth > 1 ? Ended.NOTHING : depth == 1 ? Ended.ELEMENT : Ended.STREAM;
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

    private Ended declaration(byte one) throws StreamFault {
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
            return Ended.DECLARATION;
        } else {
            matched = named + (one == '?' ? 2 : 1);
        }
        return Ended.NOTHING;
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
