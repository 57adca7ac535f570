package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page may call, but never with what the browser adds by itself. */
class WildcardOriginTest extends FrontDoorTest {
    @Override
    List<String> corsOrigins() {
        return List.of("*");
    }

    @Test
    void everyPageMayCallWithAToken() throws Exception {
        Visitor alice = nobody.bearer(logIn("alice", "wonderland").getString("token"));

        Visitor.Reply reply = alice.with("Origin", "https://any.test").get("chat/session");

        assertEquals(200, reply.status());
        assertEquals("*", reply.header("Access-Control-Allow-Origin"));
        assertNull(reply.header("Access-Control-Allow-Credentials"));
    }

    @Test
    void noPageMayCallWithTheBrowsersCredentials() throws Exception {
        Visitor alice = nobody.basic("alice", "wonderland");

        assertEquals("403 cross-site", alice.with("Origin", "https://any.test").get("chat/session").problem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "example.org", "https://", "https://a b"})
    void anOriginIsConfiguredAsOne(String wrong) {
        assertThrows(IllegalArgumentException.class, () -> new AllowedOrigins(List.of(wrong)));
    }
}
