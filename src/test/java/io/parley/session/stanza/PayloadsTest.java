package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.Payload;
import io.parley.bus.ProblemException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.jiveproperties.packet.JivePropertiesExtension;
import org.jivesoftware.smackx.json.packet.JsonPacketExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadsTest {
    @Test
    void plainTextHasNoData() {
        Message message = written(new Payload("hello", null));
        assertNull(JsonPacketExtension.from(message));
        assertEquals(Optional.of(new Payload("hello", null)), Payloads.read(message));
    }

    @Test
    void theWholeObjectComesBackAndTheBodyTravelsOnce() {
        Message message = written(new Payload("hello", "{\"body\":\"hello\",\"n\":1.10}"));
        assertEquals("{\"n\":1.10}", JsonPacketExtension.from(message).getJson());
        assertEquals(Optional.of(new Payload("hello", "{\"body\":\"hello\",\"n\":1.10}")), Payloads.read(message));
    }

    @Test
    void dataAloneHasNoBody() {
        Message message = written(new Payload(null, "{\"n\":1}"));
        assertNull(message.getBody());
        assertEquals(Optional.of(new Payload(null, "{\"n\":1}")), Payloads.read(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\rb", "\r", "a\n\r\n\r"})
    void lineBreaksComeBackAsTheyWereThoughXmlMakesThemLineFeeds(String body) {
        assertEquals(Optional.of(new Payload(body, null)), Payloads.read(overXml(written(new Payload(body, null)))));
        String object = new JsonObject().put("body", body).put("n", 1).encode();
        Payload read = Payloads.read(overXml(written(new Payload(body, object)))).orElseThrow();
        assertEquals(body, read.body());
        assertEquals(new JsonObject(object), new JsonObject(read.data()));
    }

    @Test
    void jsonThatSaysSomethingElseThanTheBodyIsNotBelieved() {
        for (String forged : new String[] {"\"other\\r\\nwords\"", "{\"body\":\"other\\nwords\"}", "{\"body\":\"my\\nwords \"}"}) {
            Message message = message();
            message.setBody("my\nwords");
            message.addExtension(new JsonPacketExtension(forged));
            assertEquals("my\nwords", Payloads.read(message).orElseThrow().body(), forged);
        }
    }

    @Test
    void theOlderKindIsRead() {
        Message message = message();
        message.setBody("hello");
        JivePropertiesExtension properties = new JivePropertiesExtension();
        properties.setProperty("data", "{\"n\":1}");
        message.addExtension(properties);
        assertEquals(Optional.of(new Payload("hello", "{\"body\":\"hello\",\"n\":1}")), Payloads.read(message));
    }

    @Test
    void nothingIsNothing() {
        assertEquals(Optional.empty(), Payloads.read(message()));
        assertEquals(400, assertThrows(ProblemException.class,
                () -> Payloads.requireSomething(new Payload(null, null))).problem().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b[2J", "\ufffe", "half \ud83d", "\ude00 half"})
    void whatXmlCannotCarryIsRefused(String body) {
        ProblemException refused = assertThrows(ProblemException.class, () -> written(new Payload(body, null)));
        assertEquals(422, refused.problem().status());
        assertEquals("body", refused.problem().errors().get(0).pointer());
    }

    private static Message message() {
        return StanzaBuilder.buildMessage("m-1").build();
    }

    private static Message written(Payload payload) {
        Message message = message();
        Payloads.write(payload, message);
        return message;
    }

    /** What a parser makes of the body (XML 1.0, section 2.11). */
    private static Message overXml(Message message) {
        Message read = message();
        read.setBody(message.getBody().replace("\r\n", "\n").replace('\r', '\n'));
        message.getExtensions().stream().filter(JsonPacketExtension.class::isInstance).forEach(read::addExtension);
        return read;
    }
}
