package io.parley.security;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.RawSocket;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong between a client and the node is told as a problem with a stable code, on every path and under every prefix. */
@WithParley
@Tag("once")
class RefusalsIT {
    private static final List<String> PREFIXES = List.of("/restapi/v1", "/rest/api/restapi/v1", "/plugins/restapi/v1");

    private final ParleyNode node;
    private Person ann;

    RefusalsIT(ParleyNode node) {
        this.node = node;
        node.server().register("refusals-ann", "refusals-ann");
    }

    @BeforeEach
    void logIn() {
        ann = node.login("refusals-ann");
    }

    @AfterEach
    void logOff() {
        ann.leave();
    }

    @Test
    void theOlderPrefixesLeadToTheSameOperationsAndRefusals() {
        for (String prefix : PREFIXES) {
            ann.api().get(prefix + "/chat/contacts").expect(200);
            ann.api().get(prefix + "/chat/" + ann.streamId() + "/contacts?unknown=%20").expect(200);
            assertEquals("refusals-ann", ann.api().get(prefix + "/chat/users?search=refusals-ann").expect(200).json()
                    .getJsonArray("users").getJsonObject(0).getString("username"), "the query survives the reroute");
            assertEquals("unknown-path", ann.api().get(prefix + "/no/such/thing/here").expect(404).code());
            ApiResponse wrongMethod = ann.api().delete(prefix + "/chat/login").expect(405);
            assertEquals("method-not-allowed", wrongMethod.code());
            assertEquals("POST", wrongMethod.header("Allow"));
            assertEquals("credentials-missing", node.api().get(prefix + "/chat/contacts").expect(401).code());
            assertEquals("malformed-json", ann.api().post(prefix + "/chat/contacts", "application/json", "{\"jid\":").expect(400).code());
            SseClient.open(node.vertx(), node.check(), ann.api(), prefix + "/chat/events").close();
        }
        for (String alias : List.of("/sse/refusals-ann", "/sse/Refusals-Ann")) {
            SseClient.open(node.vertx(), node.check(), ann.api(), alias).close();
        }
        SseClient.open(node.vertx(), node.check(), node.backEnd(), "/sse/refusals-ann").close();
        ann.api().get("/sse/somebody-else").expect(403);
        node.backEnd().get("/sse/nobody-at-all").expect(404);
    }

    @Test
    void outsideTheApiToo() {
        assertEquals("unknown-path", node.api().get("/no-such-page.html").expect(404).code());
        assertEquals("unknown-path", node.api().get("/docs/no-such-page.html").expect(404).code());
        assertEquals("unknown-path", node.api().get("/restapi/v2/chat/contacts").expect(404).code());
        ApiResponse posted = node.api().post("/openapi.yaml");
        assertEquals("method-not-allowed", posted.expect(405).code());
        assertTrue(posted.header("Allow").contains("GET"));
        for (String climbing : List.of("/../pom.xml", "/docs/../../pom.xml", "/docs/..%2f..%2fpom.xml", "/%2e%2e/conf/parley.yaml",
                "/..%5cconf", "/docs/%2e%2e/%2e%2e/logback.xml", "/io/parley/Main.class", "/logback.xml")) {
            assertEquals(404, node.api().get(climbing).status(), climbing);
        }
    }

    @Test
    void bodies() {
        String contacts = chat("/contacts");
        String message = chat("/messages/" + ann.address());
        assertEquals("malformed-json", refusal(contacts, "{"));
        assertEquals("missing-body", ann.api().post(contacts, "application/json", "").expect(400).code());
        for (String wrong : List.of("[]", "\"x\"", "7", "null", "{}", "{\"jid\": 7}", "{\"jid\": \"a@b\", \"groups\": \"x\"}")) {
            ApiResponse answer = ann.api().post(contacts, "application/json", wrong).expect(400);
            assertEquals("invalid-input", answer.code(), wrong);
            assertFalse(answer.json().getJsonArray("errors").isEmpty(), wrong);
        }
        assertEquals("malformed-json", refusal(message, "{\"body\": \"\\ud8\"}"));
        assertEquals("wrong-media-type", ann.api().post(message, "application/x-www-form-urlencoded", "body=x").expect(415).code());
        assertEquals("wrong-media-type", ann.api().post(message, "multipart/form-data; boundary=x", "--x--").expect(415).code());
        assertEquals("wrong-media-type", ann.api().post(message, "nonsense", "x").expect(415).code());
        assertEquals("body-too-large", ann.api().post(message, "a".repeat(1 << 20 | 1)).expect(413).code());
        ann.api().post(message, "a".repeat(100_000)).expect(200);
        ann.api().post(message, "application/json", "[".repeat(5_000)).expect(400);
    }

    @Test
    void lengthsAndEscapes() {
        assertEquals("uri-too-long", node.api().get("/restapi/v1/chat/" + "a".repeat(5000)).expect(414).code());
        assertEquals("headers-too-large", node.api().with("X-Long", "a".repeat(20_000)).get("/docs/").expect(431).code());
        for (String broken : List.of("/restapi/v1/chat/%zz/contacts", "/restapi/v1/chat/contacts?x=%zz", "/restapi/v1/chat/%/contacts",
                "/restapi/v1/chat/rooms/%c3%28")) {
            String answer = RawSocket.exchange(node.base(), "GET " + broken + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + ann.token()
                    + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
            assertTrue(answer.contains("application/problem+json"), answer);
        }
        assertEquals("invalid-input", ann.api().get(chat("/messages?with=" + ann.address() + "&max=many")).expect(400).code());
        assertEquals("invalid-input", ann.api().get(chat("/messages?with=" + ann.address() + "&max=1&max=2")).expect(400).code());
        assertEquals("invalid-input", ann.api().post(chat("/chatstate/dancing/" + ann.address())).expect(400).code());
    }

    @Test
    void garbageOnTheSocketIsAnsweredAndTheNodeLivesOn() {
        for (String garbage : List.of("garbage\r\n\r\n", "GET\r\n\r\n")) {
            String answer = RawSocket.exchange(node.base(), garbage);
            assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.[01] 4.*"), garbage + " answered " + answer);
            assertTrue(answer.isEmpty() || answer.contains("application/problem+json"), garbage + " answered " + answer);
        }
        ann.api().get(chat("/contacts")).expect(200);
    }

    @Test
    void twoCredentialsAreNone() {
        String answer = RawSocket.exchange(node.base(), "GET " + chat("/contacts") + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                + ann.token() + "\r\nAuthorization: " + ParleyNode.SECRET + "\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 401"), answer);
        for (String nonsense : List.of("", "Basic", "Basic !!!", "Basic YQ==", "Bearer", "Digest x", "Negotiate")) {
            assertEquals(401, node.api().with("Authorization", nonsense).get(chat("/contacts")).status(), nonsense);
        }
        ApiClient empty = node.api().withBasic("refusals-ann", "");
        assertEquals("credentials-wrong", empty.get(chat("/contacts")).expect(401).code());
        node.api().post(chat("/login"), new JsonObject().put("username", "refusals-ann").put("password", "")).expect(401);
    }

    private String refusal(String uri, String body) {
        return ann.api().post(uri, "application/json", body).expect(400).code();
    }
}
