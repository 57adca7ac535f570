package io.parley.fastpath.component;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import java.util.Set;

/** Error stanzas (RFC 6120, section 8.3) and what they mean. */
final class StanzaErrors {
    /** What is said of a service that is starting, stopping or locked for the moment. */
    private static final Set<String> PASSING = Set.of("remote-server-not-found", "remote-server-timeout", "service-unavailable",
            "internal-server-error", "recipient-unavailable", "resource-constraint", "item-not-found");

    private StanzaErrors() {
    }

    static boolean isError(Element stanza) {
        return "error".equals(stanza.get("type"));
    }

    /** 422 with the condition, and the text that the server gives, if any. */
    static Problem problem(Element stanza) {
        Element error = stanza.child("error").orElse(stanza);
        String condition = error.children().stream()
                .filter(child -> child.namespace().equals(Namespaces.STANZA_ERROR) && !child.name().equals("text"))
                .findFirst().map(Element::name).orElse("undefined-condition");
        String text = error.child("text", Namespaces.STANZA_ERROR).map(Element::text).orElse("");
        return Problem.refused(condition, text.isBlank() ? "The XMPP server answered " + condition + "." : text);
    }

    static boolean isRefusal(Throwable failure, String condition) {
        return failure instanceof ProblemException refused && condition.equals(refused.problem().condition());
    }

    /** Whether the same may well succeed a little later. */
    static boolean mayPass(Throwable failure) {
        return failure instanceof ProblemException refused && (refused.problem().status() == 503 || refused.problem().status() == 504
                || PASSING.contains(String.valueOf(refused.problem().condition())));
    }

    /** Whether nothing came in answer. */
    static boolean isSilence(Throwable failure) {
        return failure instanceof ProblemException late && late.problem().status() == 504;
    }

    static ProblemException late() {
        return Problem.of(504, "xmpp-timeout", "The XMPP server did not answer in time.").exception();
    }

    /** The answer to a question that nobody here understands. */
    static Element serviceUnavailable(Element question) {
        Element condition = Element.of("service-unavailable", Namespaces.STANZA_ERROR);
        return Element.stanza("iq", "error", question.get("id"), question.get("to"), question.get("from"))
                .with(Element.of("error", Namespaces.STANZA).with("type", "cancel").with(condition));
    }
}
