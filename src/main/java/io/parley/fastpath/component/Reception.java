package io.parley.fastpath.component;

import java.util.List;
import java.util.Optional;

/** What a component says of itself to whoever asks (XEP-0030, XEP-0199); everything else it does not understand. */
final class Reception {
    private static final List<String> FEATURES = List.of(Namespaces.DISCO_INFO, Namespaces.PING, Namespaces.WORKGROUP);

    private final String name;

    /** @param name for people */
    Reception(String name) {
        this.name = name;
    }

    /** The answer to a question; empty for what is no question. */
    Optional<Element> answer(Element iq) {
        String type = String.valueOf(iq.get("type"));
        if (!type.equals("get") && !type.equals("set") || iq.get("id") == null || iq.get("from") == null) {
            return Optional.empty();
        }
        if (type.equals("get") && iq.child("query", Namespaces.DISCO_INFO).isPresent()) {
            return Optional.of(result(iq).with(info()));
        }
        if (type.equals("get") && iq.child("ping", Namespaces.PING).isPresent()) {
            return Optional.of(result(iq));
        }
        return Optional.of(StanzaErrors.serviceUnavailable(iq));
    }

    private static Element result(Element question) {
        return Element.stanza("iq", "result", question.get("id"), question.get("to"), question.get("from"));
    }

    private Element info() {
        Element query = Element.of("query", Namespaces.DISCO_INFO).with(Element.of("identity", Namespaces.DISCO_INFO)
                .with("category", "collaboration").with("type", "workgroup").with("name", name));
        for (String feature : FEATURES) {
            query = query.with(Element.of("feature", Namespaces.DISCO_INFO).with("var", feature));
        }
        return query;
    }
}
