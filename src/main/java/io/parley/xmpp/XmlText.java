package io.parley.xmpp;

import io.parley.bus.Problem;

/** Which text XML can carry (XML 1.0, section 2.2): a stanza with any other character would end the user's stream. */
public final class XmlText {
    private XmlText() {
    }

    public static boolean fits(CharSequence text) {
        return text.codePoints().allMatch(XmlText::isCharacter);
    }

    /**
     * The text itself.
     *
     * @throws io.parley.bus.ProblemException 422 {@code not-xml} when XML cannot carry it
     */
    public static String require(String name, String text) {
        if (text != null && !fits(text)) {
            throw Problem.of(422, "not-xml", "'" + name + "' has a character that XML cannot carry.").exception();
        }
        return text;
    }

    private static boolean isCharacter(int c) {
        return c >= 0x20 ? c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF) : c == '\t' || c == '\n' || c == '\r';
    }
}
