package io.parley.http.contract.xml;

import io.parley.bus.Problem;
import io.parley.http.contract.xml.XmlForm.Document;
import io.parley.http.contract.xml.XmlForm.Part;
import io.parley.http.contract.xml.XmlForm.Plain;
import io.parley.http.contract.xml.XmlForm.Several;
import io.parley.http.contract.xml.XmlForm.Whole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a document into the JSON object that it stands for. Elements and attributes that the form does not have are passed over, and so
 * are namespaces. No document type is taken, and so no entity but XML's own five.
 */
public final class XmlReader {
    private final XMLStreamReader xml;

    private XmlReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** @throws io.parley.bus.ProblemException 400 {@code malformed-xml}: no XML, a document type, or another root element */
    public static JsonObject read(String text, Document document) {
        try {
            return new XmlReader(factory().createXMLStreamReader(new StringReader(text))).document(document);
        } catch (XMLStreamException e) {
            throw malformed("The body is not XML.").exception(e);
        }
    }

    private JsonObject document(Document document) throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.DTD) {
                throw malformed("The body must not have a document type.").exception();
            }
        }
        if (!xml.getLocalName().equals(document.root())) {
            throw malformed("The body's root element must be " + document.root() + ".").exception();
        }
        JsonObject read = whole(document.form());
        while (xml.hasNext()) {
            xml.next(); // what follows the root element may be malformed still
        }
        return read;
    }

    private JsonObject whole(Whole form) throws XMLStreamException {
        JsonObject read = new JsonObject();
        form.parts().forEach((property, part) -> {
            String value = part.attribute() ? xml.getAttributeValue(null, part.name()) : null;
            if (value != null) {
                put(read, property, value((Plain) part.form(), value));
            }
        });
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                Optional<Map.Entry<String, Part>> meant = form.parts().entrySet().stream()
                        .filter(entry -> isMeant(entry.getValue(), xml.getLocalName())).findFirst();
                if (meant.isPresent()) {
                    child(read, meant.get().getKey(), meant.get().getValue());
                } else {
                    skip();
                }
            }
        }
        return read;
    }

    private static boolean isMeant(Part part, String element) {
        boolean bare = part.form() instanceof Several several && !several.wrapped();
        return !part.attribute() && element.equals(bare ? ((Several) part.form()).item() : part.name());
    }

    private void child(JsonObject into, String property, Part part) throws XMLStreamException {
        if (part.form() instanceof Several several && !several.wrapped()) {
            if (!into.containsKey(property)) {
                into.put(property, new JsonArray());
            }
            into.getJsonArray(property).add(value(several.form()));
            return;
        }
        if (into.containsKey(property)) {
            throw malformed("The body has the element " + part.name() + " more than once.").exception();
        }
        put(into, property, value(part.form()));
    }

    private Object value(XmlForm form) throws XMLStreamException {
        if (form instanceof Whole whole) {
            return whole(whole);
        }
        return form instanceof Several several ? items(several) : value((Plain) form, text());
    }

    private JsonArray items(Several several) throws XMLStreamException {
        JsonArray items = new JsonArray();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals(several.item())) {
                    items.add(value(several.form()));
                } else {
                    skip();
                }
            }
        }
        return items;
    }

    private String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            switch (xml.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> skip();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text.append(xml.getText());
                default -> { } // comments and processing instructions are no text
            }
        }
        return text.toString();
    }

    /** Not by recursion: a client decides how deep this is. */
    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> { }
            }
        }
    }

    /** An empty number or truth is none at all, as JAXB has it. */
    private static void put(JsonObject into, String property, Object value) {
        if (value != null) {
            into.put(property, value);
        }
    }

    /** What is no number stays text: the contract's check then says what it expected. */
    private static Object value(Plain form, String text) {
        String word = text.strip();
        if (form.kind() == XmlForm.Kind.TEXT) {
            return text;
        } else if (word.isEmpty()) {
            return null;
        }
        try {
            return switch (form.kind()) {
                case INTEGER -> (Object) Long.valueOf(word);
                case NUMBER -> Double.valueOf(word);
                case DATE -> Instant.parse(word).toEpochMilli();
                default -> word.equals("true") || word.equals("1") ? Boolean.TRUE
                        : word.equals("false") || word.equals("0") ? Boolean.FALSE : word;
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            return word;
        }
    }

    private static Problem malformed(String detail) {
        return Problem.badRequest("malformed-xml", detail);
    }

    /** One for each document: nothing promises that a factory can be used by several threads. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        return factory;
    }
}
