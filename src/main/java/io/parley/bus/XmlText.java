package io.parley.bus;

import java.util.List;

/** Which characters a text may have to travel over XMPP: those of XML 1.0, section 2.2. */
public final class XmlText {
    private XmlText() {
    }

    /** The index of the first character that XML cannot carry, half a surrogate pair among them; -1 when all is well. */
    public static int firstIllegal(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (!isLegalAlone(c)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * What to refuse such a text with: 422 {@code not-xml}.
     *
     * @param pointer where the text was: a JSON pointer into the body, or the parameter
     */
    public static Problem refusal(String pointer) {
        List<Problem.Fault> faults = List.of(new Problem.Fault(pointer, "has a character that XML cannot carry"));
        return new Problem(422, "not-xml", "The text has a character that XML, and so XMPP, cannot carry.", null, null, faults);
    }

    /**
     * The text itself.
     *
     * @param pointer as for {@link #refusal}
     * @throws ProblemException 422 {@code not-xml} when XML cannot carry it
     */
    public static String require(String pointer, String text) {
        if (text != null && firstIllegal(text) >= 0) {
            throw refusal(pointer).exception();
        }
        return text;
    }

    private static boolean isLegalAlone(char c) {
        return c >= 0x20 && c <= 0xD7FF || c == '\t' || c == '\n' || c == '\r' || c >= 0xE000 && c <= 0xFFFD;
    }
}
