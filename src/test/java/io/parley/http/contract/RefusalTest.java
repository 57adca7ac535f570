package io.parley.http.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.http.Operation;
import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request becomes a problem, and nothing that is right is refused. */
class RefusalTest {
    private static final String CHAT = "/restapi/v1/chat";
    private static StubServer server;
    private static RawClient client;

    @BeforeAll
    static void start() {
        server = StubServer.start(Map.of(
                "getVCard", call -> Future.failedFuture(Problem.unavailable("xmpp-away", "The XMPP server is away.", 7).exception()),
                "listBookmarks", call -> Future.failedFuture(new IllegalStateException("a fault of the program")),
                "listContacts", throwing(),
                "getRoom", call -> Future.failedFuture(Problem.refused("forbidden", "The room does not let you in.").exception())));
        client = new RawClient(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Operation throwing() {
        return call -> {
            throw new IllegalArgumentException("thrown, not failed");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"/restapi/v1/nothing", "/restapi/v1/chat/rooms/a/b/c/d", "/nothing", "/rest/api/restapi/v1/nothing"})
    void anUnknownPathIs404(String uri) {
        isProblem(client.send("GET", uri, Map.of("Accept", "text/plain"), (String) null), 404, "unknown-path");
    }

    @Test
    void anotherMethodIs405WithAllow() {
        ApiResponse answer = client.send("PUT", CHAT + "/messages/bob@example.org");

        isProblem(answer, 405, "method-not-allowed");
        assertEquals("POST", answer.header("Allow"));
        assertEquals("DELETE, GET, POST, PUT", client.send("PATCH", CHAT + "/bookmarks").expect(405).header("Allow"));
        isProblem(client.send("DELETE", "/openapi.yaml"), 405, "method-not-allowed");
    }

    @Test
    void errorsAreJsonWhateverTheClientAccepts() {
        for (String accept : List.of("text/plain", "application/xml", "text/event-stream")) {
            isProblem(client.send("GET", CHAT + "/messages?max=0", Map.of("Accept", accept), (String) null), 400, "invalid-input");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /messages?max=0                 | query/max
            /messages?max=501               | query/max
            /messages?max=many              | query/max
            /messages?max=1.5               | query/max
            /messages?max=10&max=20         | query/max
            /messages?start=yesterday       | query/start
            /rooms?type=secret              | query/type
            /rooms?service=                 | query/service
            /events?xmpp=perhaps            | query/xmpp
            """)
    void aWrongParameterIsNamed(String uri, String pointer) {
        assertEquals(List.of(pointer), pointers(client.send("GET", CHAT + uri)));
    }

    @Test
    void everyFaultOfARequestIsNamedAtOnce() {
        ApiResponse answer = client.sendJson("POST", CHAT + "/contacts?user=", "{\"nickname\":7,\"groups\":[\"a\",\"\"]}");

        assertEquals(List.of("query/user", "/jid", "/nickname", "/groups/1"), pointers(answer).stream().distinct().toList());
    }

    @Test
    void aRequiredParameterIsMissed() {
        assertEquals(List.of("query/jid"), pointers(client.send("DELETE", CHAT + "/bookmarks")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"say \"hi\"", "\"quoted\"", "null", "true", "17", "{\"a\":1}", "[", "\\", "a&b=c", "ünï 🎉", "'"})
    void textIsTextWhateverItLooksLike(String status) {
        JsonObject query = client.send("POST", CHAT + "/presence?status=" + ApiClient.encoded(status)).expect(200).json()
                .getJsonObject("query");

        assertEquals(status, query.getString("status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "%0B", "%EF%BF%BF", "%1F"})
    void whatXmlCannotCarryIs422(String escaped) {
        isProblem(client.send("POST", CHAT + "/presence?status=a" + escaped), 422, "not-xml");
        isProblem(client.sendText("POST", CHAT + "/messages/b" + escaped, "hello"), 422, "not-xml");
    }

    @Test
    void whatXmlCannotCarryIsRefusedInBodiesWhereItBecomesXml() {
        ApiResponse answer = client.sendJson("POST", CHAT + "/messages/bob", "{\"body\":\"a\\u0000b\"}");

        isProblem(answer, 422, "not-xml");
        assertEquals(List.of("/body"), pointers(answer));
        isProblem(client.sendText("POST", CHAT + "/messages/bob", "a\u0001b"), 422, "not-xml");
        isProblem(client.sendJson("POST", CHAT + "/messages/bob", "{\"body\":\"half \\ud83d\"}"), 422, "not-xml");
        client.sendJson("POST", CHAT + "/messages/bob", "{\"body\":\"whole \\ud83c\\udf89\",\"own\":\"\\u0000\"}").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "%00", "1-1-1&lastEventId=2-2-2"})
    void noLastEventIdIsRefused(String id) {
        client.send("GET", CHAT + "/events?lastEventId=" + id).expect(200);
    }

    @Test
    void malformedJsonIs400() {
        for (String body : List.of("{", "{\"jid\":}", "{} {}", "nonsense")) {
            isProblem(client.sendJson("POST", CHAT + "/contacts", body), 400, "malformed-json");
        }
        isProblem(client.sendJson("POST", CHAT + "/contacts", "[]"), 400, "invalid-input");
        isProblem(client.sendJson("POST", CHAT + "/contacts", "null"), 400, "invalid-input");
        isProblem(client.sendJson("POST", CHAT + "/contacts", ""), 400, "missing-body");
        isProblem(client.sendJson("POST", CHAT + "/contacts", "[".repeat(1900)), 400, "malformed-json");
    }

    @Test
    void aBodyThatIsNotUtf8Is400() {
        Buffer latin1 = Buffer.buffer(new byte[] {'h', (byte) 0xE9});

        isProblem(client.send("POST", CHAT + "/messages/bob", Map.of("Content-Type", "text/plain"), latin1), 400, "malformed-text");
    }

    @ParameterizedTest
    @CsvSource({"application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense"})
    void anotherContentTypeIs415(String type) {
        isProblem(client.send("POST", CHAT + "/messages/bob", Map.of("Content-Type", type), "hello"), 415, "wrong-media-type");
    }

    @Test
    void aFormIsRefusedAlsoWhereNoBodyIsTaken() {
        Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");

        isProblem(client.send("POST", CHAT + "/presence?show=dnd", form, "show=away"), 415, "wrong-media-type");
        client.sendJson("POST", CHAT + "/presence?show=dnd", "{}").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT/PLAIN", "text/plain;charset=UTF-8", "Text/Plain ; charset=\"utf-8\"", "Application/JSON; charset=utf-8"})
    void contentTypesAreReadInAnyCaseAndWithParameters(String type) {
        client.send("POST", CHAT + "/messages/bob", Map.of("Content-Type", type), "{\"body\":\"hello\"}").expect(200);
    }

    @Test
    void anotherCharsetIs415() {
        Map<String, String> utf16 = Map.of("Content-Type", "text/plain; charset=utf-16");

        isProblem(client.send("POST", CHAT + "/messages/bob", utf16, "h"), 415, "wrong-charset");
    }

    @Test
    void aBodyThatIsTooLargeIs413() {
        client.sendText("POST", CHAT + "/messages/bob", "x".repeat(StubServer.MAX_BODY)).expect(200);
        isProblem(client.sendText("POST", CHAT + "/messages/bob", "x".repeat(StubServer.MAX_BODY + 1)), 413, "body-too-large");
    }

    @Test
    void aChunkedBodyThatIsTooLargeIs413() {
        String chunk = Integer.toHexString(StubServer.MAX_BODY + 1) + "\r\n" + "x".repeat(StubServer.MAX_BODY + 1) + "\r\n0\r\n\r\n";

        String answer = client.sendBytes(Buffer.buffer("POST " + CHAT + "/messages/bob HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk));
        assertTrue(answer.startsWith("HTTP/1.1 413 ") && answer.contains("body-too-large"), answer);
    }

    @Test
    void typeAndSizeAreCheckedBeforeCredentialsAndInputBehindThem() {
        Map<String, String> stranger = Map.of("Authorization", "", "Content-Type", "text/plain");

        isProblem(client.send("POST", CHAT + "/contacts", stranger, "x"), 415, "wrong-media-type");
        isProblem(client.send("POST", CHAT + "/messages/bob", stranger, "x".repeat(StubServer.MAX_BODY + 1)), 413, "body-too-large");
        isProblem(client.send("GET", CHAT + "/messages?max=0", stranger, (String) null), 401, "credentials-missing");
        isProblem(client.send("GET", CHAT + "/nobody/messages", stranger, (String) null), 401, "credentials-missing");
    }

    @Test
    void loggingInNeedsNoCredentialsButWrongOnesAreRefused() {
        Map<String, String> none = Map.of("Authorization", "", "Content-Type", "text/plain");
        assertNull(client.send("POST", CHAT + "/alice/login", none, "password").expect(200).json().getString("caller"));

        client.send("POST", CHAT + "/alice/login", Map.of("Authorization", "wrong"), (String) null).expect(401);
    }

    @Test
    void basicIsOfferedToPeopleAndNotToScripts() {
        Map<String, String> none = Map.of("Authorization", "");
        ApiResponse navigation = client.send("GET", CHAT + "/contacts", none, (String) null).expect(401);
        assertTrue(navigation.headers().getAll("WWW-Authenticate").toString().contains("Basic realm"));

        for (Map<String, String> script : List.of(Map.of("Authorization", "", "Sec-Fetch-Dest", "empty"),
                Map.of("Authorization", "", "X-Requested-With", "XMLHttpRequest"))) {
            ApiResponse answer = client.send("GET", CHAT + "/contacts", script, (String) null).expect(401);
            assertEquals(List.of("Bearer realm=\"Parley\""), answer.headers().getAll("WWW-Authenticate"));
        }
    }

    @Test
    void problemsOfOperationsArriveWhole() {
        ApiResponse away = client.send("GET", CHAT + "/vcard");
        isProblem(away, 503, "xmpp-away");
        assertEquals("7", away.header("Retry-After"));
        assertFalse(away.text().contains("retryAfterSeconds"));

        ApiResponse refused = client.send("GET", CHAT + "/rooms/lobby");
        isProblem(refused, 422, "xmpp-refused");
        assertEquals("forbidden", refused.json().getString("condition"));
    }

    @Test
    void aFaultOfTheProgramIs500AndTellsNothing() {
        for (String uri : List.of("/bookmarks", "/contacts")) {
            ApiResponse answer = client.send("GET", CHAT + uri);
            isProblem(answer, 500, "internal-error");
            assertFalse(answer.text().contains("fault of the program") || answer.text().contains("thrown"), answer.text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/messages/%zz", "/messages/%", "/messages/a%f", "/presence?status=%zz", "/presence?status=a%"})
    void badEscapesAre400(String uri) {
        String answer = client.sendBytes(Buffer.buffer("POST " + CHAT + uri + " HTTP/1.1\r\nHost: h\r\nAuthorization: "
                + StubServer.CREDENTIALS + "\r\nContent-Type: text/plain\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx"));

        assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.contains("malformed-request"), answer);
    }

    @Test
    void requestsThatNoRouterSeesAreProblemsToo() {
        String tooLong = client.sendBytes(Buffer.buffer("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: h\r\n\r\n"));
        assertTrue(tooLong.contains(" 414 ") && tooLong.contains("uri-too-long"), tooLong);

        String headers = client.sendBytes(Buffer.buffer("GET / HTTP/1.1\r\nHost: h\r\nX: " + "a".repeat(9000) + "\r\n\r\n"));
        assertTrue(headers.contains(" 431 ") && headers.contains("headers-too-large"), headers);

        String nonsense = client.sendBytes(Buffer.buffer("nonsense\r\n\r\n"));
        assertTrue(nonsense.contains(" 400 ") && nonsense.contains("application/problem+json"), nonsense);
    }

    private static List<String> pointers(ApiResponse answer) {
        return answer.json().getJsonArray("errors").stream().map(fault -> ((JsonObject) fault).getString("pointer")).toList();
    }

    private static void isProblem(ApiResponse answer, int status, String code) {
        assertEquals(status, answer.status(), answer.text());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals(code, answer.code());
        assertEquals(status, answer.json().getInteger("status"));
        assertNotNull(answer.json().getString("title"));
        assertNotNull(answer.header("X-Request-Id"), "an id to find it in the log");
    }
}
