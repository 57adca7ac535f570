package io.parley.fastpath.component;

import io.parley.bus.XmlText;
import java.util.Map;

/** Writes a stanza for its stream. */
final class ElementWriter {
    private final StringBuilder out = new StringBuilder(256);

    private ElementWriter() {
    }

    /**
     * The stanza as XML.
     *
     * @throws io.parley.bus.ProblemException 422 {@code not-xml} when XML cannot carry what is in it: a server ends the stream for that
     */
    static String write(Element stanza) {
        ElementWriter writer = new ElementWriter();
        writer.element(stanza, Namespaces.STANZA);
        return writer.out.toString();
    }

    private void element(Element element, String around) {
        out.append('<').append(element.name());
        if (!element.namespace().equals(around)) {
            attribute("xmlns", element.namespace());
        }
        for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
            attribute(attribute.getKey(), attribute.getValue());
        }
        if (element.text().isEmpty() && element.children().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        escape(element.text());
        element.children().forEach(child -> element(child, element.namespace()));
        out.append("</").append(element.name()).append('>');
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        escape(value);
        out.append('"');
    }

    private void escape(String text) {
        XmlText.require("", text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                // a parser would make a line feed of it, and in an attribute a space of each of them
                case '\r' -> out.append("&#13;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> out.append(c);
            }
        }
    }
}
