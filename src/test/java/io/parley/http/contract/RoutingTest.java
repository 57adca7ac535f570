package io.parley.http.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which operation a request reaches, and with which parameters, where several paths could be meant. */
class RoutingTest {
    private static final String SESSION = "s-5f3Kq0WmT7uYb2LxVd9RzA";
    private static final String BODY = new JsonObject().put("jid", "a@b").put("username", "alice").put("body", "hello")
            .put("userID", "visitor").put("question", "what?").put("workgroup", "diabetes").put("name", "diabetes").put("to", "bob")
            .put("roomName", "lobby").put("chatRooms", JsonArray.of(new JsonObject().put("roomName", "lobby")))
            .put("owners", new JsonArray()).put("admins", new JsonArray()).put("members", new JsonArray())
            .put("outcasts", new JsonArray()).put("password", "sesame").put("key", "tea").put("value", "green").put("type", "url")
            .put("sipUsername", "alice").put("server", "sip.example.org").put("groupnames", JsonArray.of("nurses")).encode();
    private static StubServer server;
    private static RawClient client;

    @BeforeAll
    static void start() {
        server = StubServer.start();
        client = new RawClient(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /restapi/v1/chat/login                          | login           |
            POST | /restapi/v1/chat/alice/login                    | loginAs         | username=alice
            POST | /restapi/v1/chat/rooms/login                    | sendRoomMessage | roomName=login
            POST | /restapi/v1/chat/contacts/login                 | addContactNamed | contactJID=login
            POST | /restapi/v1/chat/users/login                    | putProperty     | propertyName=login
            POST | /restapi/v1/chat/messages/login                 | sendMessage     | to=login
            POST | /restapi/v1/chat/messages/presence              | sendMessage     | to=presence
            GET  | /restapi/v1/chat/rooms/rooms                    | getRoom         | roomName=rooms
            GET  | /restapi/v1/chat/rooms/events                   | getRoom         | roomName=events
            GET  | /restapi/v1/chat/presence/contacts              | getPresence     | jid=contacts
            PUT  | /restapi/v1/chat/rooms/vcard                    | joinRoom        | roomName=vcard
            GET  | /restapi/v1/chat/rooms/rooms/participants       | listParticipants | roomName=rooms
            GET  | /restapi/v1/chat/rooms/presence/occupants       | listOccupants   | roomName=presence
            POST | /restapi/v1/chat/rooms/messages/bob             | inviteToRoom    | contactJID=bob;roomName=messages
            POST | /restapi/v1/chat/chatstate/composing/messages   | sendChatState   | state=composing;to=messages
            POST | /restapi/v1/chat/offer/login                    | acceptOfferById | offerId=login
            POST | /restapi/v1/chat/assists/login                  | joinWorkgroup   | workgroup=login
            GET  | /restapi/v1/chat/assists/queues                 | listQueues      |
            PUT  | /restapi/v1/chat/assists/offer/queues           | acceptOffer     | offerId=queues;workgroup=offer
            GET  | /restapi/v1/ask/admin                           | listSettings    |
            GET  | /restapi/v1/ask/visitor                         | getAsk          | id=visitor
            GET  | /restapi/v1/ask/admin/messages                  | getSettings     | workgroup=messages
            POST | /restapi/v1/ask/admin/message                   | changeWorkgroup | workgroup=message
            GET  | /restapi/v1/ask/fhrtbf7/messages                | listAskMessages | id=fhrtbf7
            POST | /restapi/v1/ask/admin/chatstate/gone            | sendAskChatState | id=admin;state=gone
            GET  | /restapi/v1/workgroups/statistics/statistics    | getStatistics   | workgroup=statistics
            GET  | /sse/alice                                      | eventsOf        | username=alice
            """)
    void literalSegmentsWin(String method, String uri, String operation, String parameters) {
        ApiResponse answer = send(method, uri).expect(200);

        assertEquals(operation, answer.json().getString("operation"));
        assertEquals(parameters == null ? "" : parameters, written(answer.json().getJsonObject("path")));
    }

    @TestFactory
    Stream<DynamicTest> everyPairOfOverlappingPathsIsDecidedForTheMoreLiteral() {
        List<String> paths = List.copyOf(server.contract().byPath().keySet());
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            for (int j = i + 1; j < paths.size(); j++) {
                String common = common(paths.get(i), paths.get(j));
                if (common != null) {
                    tests.add(DynamicTest.dynamicTest(paths.get(i) + " and " + paths.get(j),
                            () -> decidedForTheMoreLiteral(paths, common)));
                }
            }
        }
        assertTrue(tests.size() > 10, "the contract has overlapping paths");
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyOperationIsReachedInEachOfItsFormsAndByEachPrefix() {
        return server.contract().operations().stream().flatMap(spec -> Stream.of("/", "/rest/api/", "/plugins/")
                .filter(prefix -> prefix.equals("/") || spec.path().startsWith("/restapi"))
                .map(prefix -> DynamicTest.dynamicTest(prefix + " " + spec.id(), () -> {
                    String uri = spec.path().replace("{session}", SESSION).replace("{state}", "gone").replace("{affiliation}", "owners")
                            .replace("{bookmarkID}", "7")
                            .replaceAll("\\{\\w+}", "some");
                    ApiResponse answer = send(spec.method().name(), prefix + uri.substring(1) + query(spec)).expect(200);
                    assertEquals(spec.name(), answer.json().getString("operation"));
                })));
    }

    @Test
    void valuesInPathsAreDecodedOnce() {
        assertEquals("to=a/b@c d%2Fe+f", written(path("/restapi/v1/chat/messages/a%2Fb%40c%20d%252Fe+f")));
        assertEquals("to=ü@x", written(path("/restapi/v1/chat/messages/%C3%BC@x")));
    }

    @Test
    void anAliasKeepsTheQueryAsItIs() {
        JsonObject query = client.send("GET", "/rest/api/restapi/v1/chat/users?search=a%20b%26c%2525").expect(200)
                .json().getJsonObject("query");

        assertEquals("a b&c%25", query.getString("search"));
    }

    @ParameterizedTest
    @CsvSource({"s-short", "s-5f3Kq0WmT7uYb2LxVd9Rz!", "S-5f3Kq0WmT7uYb2LxVd9RzA", "s-5f3Kq0WmT7uYb2LxVd9RzAA", "nobody"})
    void whatIsNoStreamIdIsAnUnknownSession(String session) {
        assertEquals("unknown-session", client.send("GET", "/restapi/v1/chat/" + session + "/contacts").expect(404).code());
    }

    private static void decidedForTheMoreLiteral(List<String> paths, String uri) {
        String winner = paths.stream().filter(path -> matches(path, uri)).min(Comparator.comparing(RoutingTest::literalness)).orElseThrow();
        Map<String, OperationSpec> methods = server.contract().byPath().get(winner).stream()
                .collect(Collectors.toMap(spec -> spec.method().name(), spec -> spec));
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            if (methods.containsKey(method)) {
                assertEquals(methods.get(method).name(), reached(send(method, uri + query(methods.get(method)))), method + " " + uri);
            } else {
                assertEquals("method-not-allowed", send(method, uri).expect(405).code(), method + " " + uri);
            }
        }
    }

    /** The operation that answered; one that refuses a chat state that is none was reached as well. */
    private static String reached(ApiResponse answer) {
        return answer.text().contains("path/state") ? "sendChatState" : answer.expect(200).json().getString("operation");
    }

    /** A request that both templates match, or null. Two parameters in one place are given a value that suits every parameter. */
    private static String common(String one, String other) {
        String[] a = one.split("/");
        String[] b = other.split("/");
        if (a.length != b.length) {
            return null;
        }
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < a.length; i++) {
            boolean free = a[i].startsWith("{") && b[i].startsWith("{");
            if (!free && !a[i].startsWith("{") && !b[i].startsWith("{") && !a[i].equals(b[i])) {
                return null;
            }
            segments.add(free ? (a[i] + b[i]).contains("{session}") ? SESSION : "composing" : a[i].startsWith("{") ? b[i] : a[i]);
        }
        return String.join("/", segments);
    }

    private static boolean matches(String template, String uri) {
        return uri.matches(template.replaceAll("\\{\\w+}", "[^/]+"));
    }

    /** Sorts templates: a literal segment before a parameter, from the left. */
    private static String literalness(String template) {
        return template.replaceAll("\\{\\w+}", "~");
    }

    private static String query(OperationSpec spec) {
        return switch (spec.name()) {
            case "removeBookmark" -> "?jid=a%40b";
            case "removeBookmarkProperty" -> "?key=tea";
            default -> "";
        };
    }

    private static JsonObject path(String uri) {
        return client.sendText("POST", uri, "hello").expect(200).json().getJsonObject("path");
    }

    private static String written(JsonObject parameters) {
        return new TreeMap<>(parameters.getMap()).entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(";"));
    }

    /** With a body that every operation of that method takes: JSON where it has to be, text where that is possible. */
    private static ApiResponse send(String method, String uri) {
        if (method.equals("GET") || method.equals("DELETE")) {
            ApiResponse answer = client.send(method, uri);
            return answer.text().contains("missing-body") ? client.sendJson(method, uri, BODY) : answer;
        }
        ApiResponse answer = client.sendJson(method, uri, BODY);
        if (answer.status() == 415) {
            answer = client.sendText(method, uri, "hello");
        }
        return answer.status() == 415 ? client.send(method, uri, Map.of("Content-Type", "application/xml"), "<some/>") : answer;
    }
}
