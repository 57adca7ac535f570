package io.parley.xmpp.transport;

/**
 * A request or an answer of stream management as servers write it, read without an XML parser: there is one behind every message, and a
 * parser costs more than the message.
 *
 * @param isRequest whether the server asks; else it answers
 * @param count     of stanzas, in an answer
 */
record SmWord(boolean isRequest, long count) {
    private static final int LONGEST = 80;

    /** Null when it is anything else, or written in another way. */
    static SmWord of(String xml) {
        boolean request = xml.startsWith("<r ");
        if (!request && !xml.startsWith("<a ") || xml.length() > LONGEST || !xml.endsWith("/>")
                || !Acknowledgements.NAMESPACE.equals(attribute(xml, "xmlns"))) {
            return null;
        }
        String count = attribute(xml, "h");
        if (request) {
            return new SmWord(true, 0);
        }
        try {
            return count == null ? null : new SmWord(false, Integer.toUnsignedLong(Integer.parseUnsignedInt(count)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String attribute(String tag, String name) {
        int at = tag.indexOf(" " + name + "=");
        if (at < 0) {
            return null;
        }
        int begin = at + name.length() + 3;
        int end = begin < tag.length() ? tag.indexOf(tag.charAt(begin - 1), begin) : -1;
        return end < 0 ? null : tag.substring(begin, end);
    }
}
