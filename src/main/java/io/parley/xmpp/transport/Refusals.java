package io.parley.xmpp.transport;

import org.jivesoftware.smack.packet.ErrorIQ;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.IqData;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;

/**
 * How questions are refused (RFC 6120, section 8.3.1), whichever connection they came on: without the question. Smack repeats it, but
 * what it cannot parse it cannot write either, and such XML ends the stream: whoever may send an IQ could put a user out with it.
 */
public final class Refusals {
    private Refusals() {
    }

    /** The only way to make one: see {@link #fresh}. */
    public static ErrorIQ of(IQ question, StanzaError.Condition condition) {
        ErrorIQ refusal = fresh(question.getStanzaId(), StanzaError.getBuilder(condition).build());
        refusal.setTo(question.getFrom());
        return refusal;
    }

    /** The same refusal without the question that Smack has put into it. */
    public static ErrorIQ plain(ErrorIQ refusal) {
        ErrorIQ plain = fresh(refusal.getStanzaId(), refusal.getError());
        plain.setTo(refusal.getTo());
        return plain;
    }

    /**
     * From data of its own: {@code ErrorIQ.builder(StanzaError)} of Smack 4.4.8 makes "error" the type that every IQ of the JVM begins
     * with, and each question that trusts in being a "get" is sent as an error from then on, which no server answers.
     */
    private static ErrorIQ fresh(String id, StanzaError error) {
        IqData data = StanzaBuilder.buildIqData(id).ofType(IQ.Type.error);
        return ErrorIQ.builder(error, data).build();
    }
}
