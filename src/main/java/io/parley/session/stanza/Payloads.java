package io.parley.session.stanza;

import io.parley.bus.Payload;
import io.parley.bus.Problem;
import io.parley.bus.XmlText;
import java.util.Optional;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.jiveproperties.packet.JivePropertiesExtension;
import org.jivesoftware.smackx.json.packet.JsonPacketExtension;

/**
 * What a sender gives and what a stanza carries: the body is the stanza's body, the rest of the sender's JSON object travels beside it
 * (XEP-0335); messages of the older kind, with a jive property named {@code data}, are read too.
 */
public final class Payloads {
    private static final String OLDER_KIND = "data";

    private Payloads() {
    }

    /**
     * Puts the payload into a message.
     *
     * @throws io.parley.bus.ProblemException 422 {@code not-xml} when XML cannot carry the body
     */
    public static void write(Payload payload, Message message) {
        String body = XmlText.require("body", payload.body());
        if (body != null) {
            message.setBody(body);
        }
        boolean exactly = body != null && body.indexOf('\r') >= 0;
        if (payload.data() != null) {
            message.addExtension(new JsonPacketExtension(exactly ? JsonText.whole(payload.data()) : JsonText.withoutBody(payload.data())));
        } else if (exactly) {
            message.addExtension(new JsonPacketExtension(JsonText.string(body)));
        }
    }

    /** What a message carries; empty when it has neither body nor data. */
    public static Optional<Payload> read(Message message) {
        Optional<String> json = json(message);
        String body = json.map(given -> withLineBreaks(message.getBody(), given)).orElse(message.getBody());
        String data = json.flatMap(rest -> JsonText.withBody(rest, body)).orElse(null);
        return body == null && data == null ? Optional.empty() : Optional.of(new Payload(body, data));
    }

    /**
     * XML makes one line feed of every line break (section 2.11), and no server keeps them apart: how they were written travels in the JSON,
     * as the object's {@code body}, or as a JSON string for plain text. It is believed only where it differs in nothing else.
     */
    private static String withLineBreaks(String body, String json) {
        if (body == null || lineFeeds(body).indexOf('\n') < 0) {
            return body;
        }
        return JsonText.bodyOf(json).filter(exact -> lineFeeds(exact).equals(lineFeeds(body))).orElse(body);
    }

    private static String lineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static Optional<String> json(Message message) {
        JsonPacketExtension json = JsonPacketExtension.from(message);
        if (json != null) {
            return Optional.of(json.getJson());
        }
        JivePropertiesExtension properties = JivePropertiesExtension.from(message);
        return properties != null && properties.getProperty(OLDER_KIND) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** @throws io.parley.bus.ProblemException 400 when there is nothing to send */
    public static void requireSomething(Payload payload) {
        if (payload.body() == null && payload.data() == null) {
            throw Problem.badRequest("empty-message", "A message needs a body or data.").exception();
        }
    }
}
