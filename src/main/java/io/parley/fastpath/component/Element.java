package io.parley.fastpath.component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An XML element without mixed content, as stanzas are. It cannot be changed; {@code with} makes another.
 *
 * @param attributes those without a namespace
 * @param text       all text right inside, empty when there is none
 */
record Element(String name, String namespace, Map<String, String> attributes, String text, List<Element> children) {
    static Element of(String name, String namespace) {
        return new Element(name, namespace, Map.of(), "", List.of());
    }

    /** A message, presence or iq. {@code type} and {@code to} may be null. */
    static Element stanza(String name, String type, String id, String from, String to) {
        return of(name, Namespaces.STANZA).with("type", type).with("id", id).with("from", from).with("to", to);
    }

    /** The element with this attribute; null leaves it out. */
    Element with(String attribute, String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Element(name, namespace, more, text, children);
    }

    Element withText(String newText) {
        return new Element(name, namespace, attributes, newText, children);
    }

    Element with(Element child) {
        List<Element> more = new ArrayList<>(children);
        more.add(child);
        return new Element(name, namespace, attributes, text, more);
    }

    /** With a child of the same namespace that holds a text; null leaves it out. */
    Element withChild(String childName, String childText) {
        return childText == null ? this : with(of(childName, namespace).withText(childText));
    }

    /** An attribute, or null. */
    String get(String attribute) {
        return attributes.get(attribute);
    }

    boolean is(String otherName, String otherNamespace) {
        return name.equals(otherName) && namespace.equals(otherNamespace);
    }

    Optional<Element> child(String childName, String childNamespace) {
        return children.stream().filter(child -> child.is(childName, childNamespace)).findFirst();
    }

    /** The first child of that name in the same namespace. */
    Optional<Element> child(String childName) {
        return child(childName, namespace);
    }

    Stream<Element> all(String childName) {
        return children.stream().filter(child -> child.is(childName, namespace));
    }

    /** Stanzas are shown without what people wrote in them. */
    @Override
    public String toString() {
        return "<" + name + " xmlns='" + namespace + "' " + attributes + ">";
    }
}
