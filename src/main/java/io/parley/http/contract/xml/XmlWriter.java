package io.parley.http.contract.xml;

import io.parley.http.contract.xml.XmlForm.Document;
import io.parley.http.contract.xml.XmlForm.Kind;
import io.parley.http.contract.xml.XmlForm.Part;
import io.parley.http.contract.xml.XmlForm.Plain;
import io.parley.http.contract.xml.XmlForm.Several;
import io.parley.http.contract.xml.XmlForm.Whole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/**
 * Writes a JSON object as the document that stands for it; what is missing or null is left out. Not with the JDK's writer: that leaves line
 * breaks in attributes as they are, and whoever reads them gets spaces (XML 1.0, section 3.3.3).
 */
public final class XmlWriter {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    /** What JSON can hold and XML cannot: the reader sees that something was there. */
    private static final String ILLEGAL = "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]";

    private final StringBuilder xml = new StringBuilder(DECLARATION);

    private XmlWriter() {
    }

    public static String write(JsonObject value, Document document) {
        XmlWriter writer = new XmlWriter();
        writer.whole(document.root(), document.form(), value);
        return writer.xml.toString();
    }

    private void whole(String name, Whole form, JsonObject value) {
        xml.append('<').append(name);
        for (Map.Entry<String, Part> part : form.parts().entrySet()) {
            Object given = value.getValue(part.getKey());
            if (given != null && part.getValue().attribute()) {
                xml.append(' ').append(part.getValue().name()).append("=\"").append(escaped(part.getValue().form(), given)).append('"');
            }
        }
        int empty = xml.append('>').length();
        for (Map.Entry<String, Part> part : form.parts().entrySet()) {
            Object given = value.getValue(part.getKey());
            if (given != null && !part.getValue().attribute()) {
                child(part.getValue().name(), part.getValue().form(), given);
            }
        }
        end(name, empty);
    }

    /** @param empty where in the text the element ends that has nothing in it */
    private void end(String name, int empty) {
        if (xml.length() == empty) {
            xml.insert(empty - 1, '/');
        } else {
            xml.append("</").append(name).append('>');
        }
    }

    private void child(String name, XmlForm form, Object value) {
        if (form instanceof Whole whole) {
            whole(name, whole, (JsonObject) value);
        } else if (form instanceof Several several) {
            several(name, several, (JsonArray) value);
        } else {
            xml.append('<').append(name).append('>').append(escaped(form, value)).append("</").append(name).append('>');
        }
    }

    private void several(String name, Several several, JsonArray values) {
        int empty = several.wrapped() ? xml.append('<').append(name).append('>').length() : 0;
        for (int at = 0; at < values.size(); at++) {
            child(several.item(), several.form(), values.getValue(at));
        }
        if (several.wrapped()) {
            end(name, empty);
        }
    }

    private static String escaped(XmlForm form, Object value) {
        boolean date = form instanceof Plain plain && plain.kind() == Kind.DATE && value instanceof Number;
        String text = date ? Instant.ofEpochMilli(((Number) value).longValue()).toString() : value.toString();
        return text.replaceAll(ILLEGAL, "\uFFFD").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;");
    }
}
