package io.parley.security;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.RawSocket;
import io.parley.support.SseClient;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything that a node logs at the most talkative level: no secret of anybody's, and no line that somebody outside has written. */
@WithXmpp
@Tag("once")
class LogIT {
    private static final String PASSWORD = "pass-word-that-nobody-logs";
    private final Vertx vertx = Vertx.vertx();
    private final XmppServer server;
    private ParleyNode node;

    LogIT(XmppServer server) {
        this.server = server;
    }

    @BeforeEach
    void start() {
        server.register("log-ann", PASSWORD);
        node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Map.of("PARLEY_LOG_LEVEL", "TRACE"));
    }

    @AfterEach
    void stop() {
        node.close();
        Await.await(vertx.close());
    }

    @Test
    void noSecretOfAnybodyIsInIt() throws IOException {
        JsonObject login = node.api().with("Accept", "application/json").post(chat("/login"), new JsonObject().put("username", "log-ann").put("password", PASSWORD))
                .expect(200).json();
        String token = login.getString("token");
        String streamToken = login.getString("streamToken");
        String session = "/restapi/v1/chat/" + login.getString("streamid");
        String renewed = node.api().withBearer(token).post(chat("/token")).expect(200).json().getString("token");
        node.api().post("/restapi/v1/chat/log-ann/login", PASSWORD).expect(200);
        node.api().post("/restapi/v1/chat/log-ann/login", "wrong-password-of-somebody").expect(401);
        node.api().withBasic("log-ann", PASSWORD).get(chat("/contacts")).expect(200);
        node.api().withBasic("log-ann", "wrong-basic-of-somebody").get(chat("/contacts")).expect(401);
        node.api().withBearer("forged-" + token).get(chat("/contacts")).expect(401);
        node.api().withSecret("secret-that-is-wrong").get(chat("/contacts")).expect(401);
        node.backEnd().post("/restapi/v1/chat/log-ann/login").expect(200);
        node.backEnd().get(chat("/contacts?user=log-ann")).expect(200);
        ApiClient ann = node.api().withBearer(renewed);
        String self = "log-ann@" + server.domain();
        try (SseClient byToken = SseClient.open(vertx, node.check(), node.api(), chat("/events?token=" + streamToken));
             SseClient byCookie = SseClient.open(vertx, node.check(), node.api().with("Cookie", "parley_stream=" + streamToken),
                     session + "/events?xmpp=true")) {
            ann.post(chat("/messages/" + self), new JsonObject().put("body", "body-that-nobody-logs").put("x", "data-that-nobody-logs"))
                    .expect(200);
            byToken.next("chatapi.chat");
            byCookie.next("chatapi.xmpp");
        }
        ann.post(chat("/presence?status=status-that-nobody-logs")).expect(200);
        ann.post(chat("/users/note"), "value-that-nobody-logs").expect(200);
        ann.post(chat("/xmpp"), "application/xml", "<message to='" + self + "'><body>stanza-that-nobody-logs</body></message>").expect(202);
        ann.post(chat("/xmpp"), "application/xml", "<message to='" + self + "'><body>broken-that-nobody-logs</bod></message>").expect(400);
        ann.get(chat("/messages?with=" + self + "&keywords=keyword-that-nobody-logs"));
        ann.post(chat("/messages/" + self), "application/json", "{\"body\": \"json-that-nobody-logs").expect(400);
        ann.post(chat("/logoff?all=true")).expect(200);
        node.close();

        String log = node.logText();
        assertTrue(log.contains("POST /restapi/v1/chat/login 200"), log);
        List<String> secrets = new ArrayList<>(List.of(ParleyNode.SECRET, PASSWORD, token, streamToken, renewed,
                token.split("\\.")[1], streamToken.split("\\.")[2], "wrong-password-of-somebody", "wrong-basic-of-somebody",
                "secret-that-is-wrong", "that-nobody-logs", "parley_stream",
                Base64.getEncoder().encodeToString(("log-ann:" + PASSWORD).getBytes(StandardCharsets.UTF_8))));
        secrets.addAll(keys());
        secrets.forEach(secret -> assertEquals(List.of(), log.lines().filter(line -> line.contains(secret)).toList()));
    }

    @Test
    void nobodyOutsideWritesALine() {
        String fake = "2030-01-01T00:00:00 INFO fake";
        for (String path : List.of("/restapi/v1/chat/x%0d%0a" + fake.replace(" ", "%20") + "/login", "/%0a" + fake.replace(" ", "%20"),
                "/sse/%1b%5b31m%0dx", "/restapi/v1/chat/rooms/a%E2%80%A8b%C2%85c", "/%00", "/%e2%80%ae")) {
            assertTrue(node.api().get(path).status() >= 400, path);
        }
        String hostile = "eve\r\n" + fake;
        node.api().post(chat("/login"), new JsonObject().put("username", hostile).put("password", "x")).expect(401);
        node.backEnd().post(chat("/login"), new JsonObject().put("username", hostile)).expect(404);
        node.api().withBasic(hostile, "x").get(chat("/contacts")).expect(401);
        node.backEnd().get(chat("/contacts?user=" + ApiClient.encoded(hostile))).expect(404);
        node.api().with("Last-Event-ID", "x\u0085" + fake).with("Idempotency-Key", fake).with("Forwarded", "for=\"" + fake + "\"")
                .get(chat("/contacts")).expect(401);
        raw("GET /raw\u0085\u001b[31m HTTP/1.1\r\nHost: a\r\nX-Folded: a\r\n " + fake + "\r\nConnection: close\r\n\r\n");
        raw("GET /x HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + fake + "\r\nConnection: close\r\n\r\n");
        raw("GE\u0001T /x HTTP/1.1\r\nHost: a\r\n\r\n");
        raw("GET /" + "a".repeat(3000) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        node.close();

        String log = node.logText();
        assertTrue(log.contains("\\u001b[31m"), log);
        log.lines().forEach(line -> {
            assertFalse(line.startsWith("2030"), line);
            assertTrue(line.chars().allMatch(c -> c >= 0x20 && c < 0x7F || c == '\t'), line);
            assertTrue(line.length() < 1000, line);
        });
    }

    @Test
    void eachRequestIsOneLine() {
        List<String> paths = List.of("/one/of/a/kind", "/restapi/v1/chat/rooms/two-of-a-kind",
                "/plugins/restapi/v1/chat/rooms/three-of-a-kind");
        paths.forEach(path -> node.api().get(path));
        Eventually.get(node::logText, log -> log.contains("three-of-a-kind"));
        for (String kind : List.of("/one/of/a/kind 404", "two-of-a-kind 401", "three-of-a-kind 401")) {
            assertEquals(1, node.logText().lines().filter(line -> line.contains(kind)).count(), node.logText());
        }
    }

    @Test
    void noHeaderOfTheAnswerIsWrittenFromOutside() {
        for (String injected : List.of("/docs%0d%0aX-Injected:%20yes", "/restapi/v1/chat/a%0d%0aX-Injected:%20yes/login",
                "/docs?%0d%0aX-Injected:%20yes")) {
            String answer = raw("GET " + injected + " HTTP/1.1\r\nHost: a\r\nOrigin: http://a%0d%0aX-Injected: yes\r\n"
                    + "Connection: close\r\n\r\n");
            String head = answer.split("\r\n\r\n", 2)[0];
            assertFalse(head.lines().anyMatch(line -> line.startsWith("X-Injected")), head);
        }
    }

    private String raw(String request) {
        return RawSocket.exchange(node.base(), request);
    }

    private List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        try (Stream<Path> files = Files.list(node.log().resolveSibling("keys"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file).strip();
                keys.add(text.startsWith("{") ? new JsonObject(text).getString("k") : text);
            }
        }
        return keys;
    }
}
