package io.parley.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.Payload;
import io.parley.bus.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RequestBody;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"hello", "{", "{}x", "[1]", "7", "\"text\"", " ", "{\"body\": unfinished", "{\"a\":1} {\"b\":2}"})
    void whatIsNoObjectIsPlainText(String text) {
        assertEquals(new Payload(text, null), read("text/plain", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/json; charset=utf-8", "Application/JSON"})
    void anObjectIsTakenAsOneHoweverItIsAnnounced(String type) {
        String object = " {\"body\":\"hi\",\"n\":1.10}";
        assertEquals(new Payload("hi", object), read(type, object));
        assertEquals(new Payload(null, "{\"n\":1}"), read(type, "{\"n\":1}"));
        assertEquals(new Payload(null, "{\"body\":null}"), read(type, "{\"body\":null}"));
    }

    @Test
    void withoutATypeTheTextDecides() {
        assertEquals(new Payload("hello", null), read(null, "hello"));
        assertEquals(new Payload("hi", "{\"body\":\"hi\"}"), read(null, "{\"body\":\"hi\"}"));
    }

    @Test
    void aBodyIsText() {
        assertEquals("bad-body", refused("application/json", "{\"body\":7}"));
        assertEquals("bad-body", refused("text/plain", "{\"body\":{}}"));
    }

    @Test
    void nothingIsNoMessage() {
        assertEquals("empty-message", refused("text/plain", ""));
        assertEquals("empty-message", refused("application/json", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "hello", "7", "{\"a\":1} {\"b\":2}"})
    void announcedJsonMustBeAnObject(String text) {
        assertEquals("malformed-json", refused("application/json", text));
    }

    private static String refused(String type, String text) {
        ProblemException refused = assertThrows(ProblemException.class, () -> read(type, text));
        assertEquals(400, refused.problem().status());
        return refused.problem().code();
    }

    private static Payload read(String type, String text) {
        RequestBody body = fake(RequestBody.class, (proxy, method, given) -> switch (method.getName()) {
            case "asString" -> text;
            case "asJsonObject" -> new JsonObject(text);
            default -> throw new UnsupportedOperationException(method.toString());
        });
        HttpServerRequest request = fake(HttpServerRequest.class, (proxy, method, given) -> type);
        RoutingContext context = fake(RoutingContext.class, (proxy, method, given) -> switch (method.getName()) {
            case "body" -> body;
            case "request" -> request;
            case "get" -> null; // it was not written as XML
            default -> throw new UnsupportedOperationException(method.toString());
        });
        return PayloadReader.read(new Call(context, null));
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
