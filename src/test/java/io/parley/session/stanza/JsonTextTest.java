package io.parley.session.stanza;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.parley.bus.XmlText;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":1.10}", "{\"a\":1e400,\"b\":-0,\"c\":12345678901234567890,\"d\":1E-7}", 
            "{\"a\":[[],{},[1,{\"b\":null}]]}", "{\"a\":{\"body\":\"inner\"},\"b\":true}", "{\"a\":\"\\u0000\\n\\\"\\\\\"}"})
    void whatIsNotTheBodyStaysAsItIs(String object) {
        assertEquals(object, JsonText.withoutBody(object));
        assertEquals(object, JsonText.whole(object));
        assertEquals(Optional.of(object), JsonText.withBody(object, null));
    }

    static Stream<Arguments> bodies() {
        return Stream.of(arguments("{\"body\":\"x\",\"a\":1}", "{\"a\":1}"), arguments("{\"a\":1,\"body\":\"x\"}", "{\"a\":1}"),
                arguments("{\"body\":\"x\",\"body\":\"y\"}", "{}"), arguments(" { \"body\" : {\"b\":[1]} , \"a\" : 1 } ", "{\"a\":1}"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void theBodyIsLeftOutAndPutBack(String object, String rest) {
        assertEquals(rest, JsonText.withoutBody(object));
        String back = JsonText.withBody(rest, "the \"body\"\n").orElseThrow();
        assertEquals("the \"body\"\n", new JsonObject(back).getString("body"));
        assertEquals(new JsonObject(rest).put("body", "the \"body\"\n"), new JsonObject(back));
    }

    @Test
    void aPeersOwnBodyDoesNotCount() {
        assertEquals(Optional.of("{\"body\":\"mine\",\"a\":1}"),
                JsonText.withBody("{\"body\":\"forged\",\"a\":1,\"body\":\"again\"}", "mine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "7", "\"text\"", "[]", "{", "{}}", "{} {}", "{\"a\":}", "{\"a\":\"\n\"}",
            "{'a':1}", "{a:1}", "{\"a\":NaN}",
            "{\"a\":1,}", "{},\"from\":\"admin\""})
    void whatIsNoObjectIsNoData(String text) {
        assertEquals(Optional.empty(), JsonText.withBody(text, "body"));
    }

    @Test
    void anObjectTooDeepIsNoDataInsteadOfAnOverflow() {
        assertEquals(Optional.empty(), JsonText.withBody("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", "body"));
    }

    @Test
    void whatXmlCannotCarryTravelsEscaped() {
        String object = new JsonObject().put("a\uFFFE", "\uFFFF \uD83D\uDE00").encode();
        String carried = JsonText.withoutBody(object);
        assertEquals(-1, XmlText.firstIllegal(carried), carried);
        assertEquals(new JsonObject(object), new JsonObject(carried));
    }

    @Test
    void theBodyIsReadOutOfATextOrAnObject() {
        assertEquals(Optional.of("a\r\nb"), JsonText.bodyOf(JsonText.string("a\r\nb")));
        assertEquals(Optional.of("last"), JsonText.bodyOf("{\"body\":\"first\",\"a\":{\"body\":\"inner\"},\"body\":\"last\"}"));
        assertEquals(Optional.empty(), JsonText.bodyOf("{\"body\":7}"));
        assertEquals(Optional.empty(), JsonText.bodyOf("[\"body\"]"));
        assertEquals(Optional.empty(), JsonText.bodyOf("nonsense"));
        assertEquals(Optional.empty(), JsonText.bodyOf(""));
    }
}
