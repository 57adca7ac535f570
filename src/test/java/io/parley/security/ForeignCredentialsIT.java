package io.parley.security;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.http.contract.Contract;
import io.parley.http.contract.OperationSpec;
import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.NativeClient;
import io.parley.support.Eventually;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mallory has credentials of her own and knows everything of Victor's that is no secret, and tries every operation of the contract. */
@WithParley
@Tag("once")
class ForeignCredentialsIT {
    private static final String UNKNOWN_SESSION = "s-" + "A".repeat(22);
    /** What can be called without credentials; it gives nothing of anybody's. So do those that tell how a node is. */
    private static final Set<String> OPEN = Set.of("login", "loginAs", "ask", "listWorkgroups", "getWorkgroup", "liveness",
            "livenessDeadlock", "livenessProperties", "readiness", "readinessCluster", "readinessConnections", "readinessPlugins", "readinessServer");

    private final ParleyNode node;
    private final List<OperationSpec> operations;
    private Person victor;
    private Person mallory;

    ForeignCredentialsIT(ParleyNode node) {
        this.node = node;
        this.operations = Await.await(Contract.load(node.vertx())).operations().stream()
                .filter(operation -> !OPEN.contains(operation.id())).toList();
        List.of("foreign-victor", "foreign-mallory", "foreign-friend").forEach(user -> node.server().register(user, user));
    }

    @BeforeEach
    void logIn() {
        victor = node.login("foreign-victor");
        mallory = node.login("foreign-mallory");
    }

    @AfterEach
    void logOff() {
        victor.leave();
        mallory.leave();
    }

    @Test
    void withVictorsStreamIdNothingOpensAndNothingChanges() {
        assertTrue(sessionForms().count() > 25, "every operation on a session has this form");
        victor.api().post(chat("/users/colour"), "blue").expect(200);
        List<String> before = whatIsVictors();
        try (NativeClient friend = NativeClient.login(node.server(), "foreign-friend")) {
            for (ApiClient caller : List.of(mallory.api(), node.api().withBasic(mallory.user(), mallory.user()), administrator())) {
                refused(caller, sessionForms(), victor.streamId(), answer -> answer.status() == 403 && answer.code().equals("not-yours"));
            }
            friend.settle();
            assertEquals(List.of(), friend.messages().drain());
        }
        assertEquals(before, whatIsVictors());
        admin().leave();
    }

    @Test
    void aStreamIdOfNobodyIsUnknown() {
        refused(mallory.api(), sessionForms(), UNKNOWN_SESSION,
                answer -> answer.status() == 404 && answer.code().equals("unknown-session"));
        refused(mallory.api(), sessionForms(), "s-short", answer -> answer.status() == 404 && answer.code().equals("unknown-session"));
    }

    @Test
    void withoutCredentialsNothingOpens() {
        refused(node.api(), operations.stream(), victor.streamId(),
                answer -> answer.status() == 401 && answer.code().equals("credentials-missing"));
    }

    @Test
    void aStreamTokenOpensStreamsAndNothingElse() {
        Stream<OperationSpec> others = operations.stream().filter(operation -> !operation.schemes().contains("streamToken"));
        refused(node.api().withBearer(mallory.streamToken()), operations.stream(), mallory.streamId(), answer -> answer.status() == 401);
        refused(node.api().withSecret(mallory.streamToken()), operations.stream(), mallory.streamId(), answer -> answer.status() == 401);
        refused(node.api().with("Cookie", "parley_stream=" + mallory.streamToken()), others, mallory.streamId(),
                answer -> answer.status() == 401);
        operations.stream().filter(operation -> !operation.schemes().contains("streamToken")).forEach(operation ->
                assertEquals(401, call(node.api(), operation, mallory.streamId(), "token=" + mallory.streamToken()).status(),
                        operation.id()));
    }

    @Test
    void mallorysStreamTokenDoesNotOpenVictorsStream() {
        ApiClient cookie = node.api().with("Cookie", "parley_stream=" + mallory.streamToken());
        for (String uri : List.of(victor.session("/events"), "/sse/" + victor.user())) {
            assertEquals(403, node.api().get(uri + "?token=" + mallory.streamToken()).status(), uri);
            assertEquals(403, cookie.get(uri).status(), uri);
            assertEquals(403, mallory.api().get(uri).status(), uri);
            assertEquals(403, admin().api().get(uri).status(), uri);
            assertEquals(403, node.api().withBasic(mallory.user(), mallory.user()).get(uri).status(), uri);
        }
        admin().leave();
    }

    @Test
    void userIsForTheMasterSecretAlone() {
        victor.api().post(chat("/users/colour"), "blue").expect(200);
        String user = "?user=" + victor.user();
        for (ApiClient caller : List.of(mallory.api(), node.api().withBasic(mallory.user(), mallory.user()))) {
            caller.post(chat("/users/colour") + user, "red").expect(200); // her own
            try (SseClient stream = SseClient.open(node.vertx(), node.check(), caller, chat("/events") + user)) {
                victor.say(mallory, "for mallory alone");
                assertEquals(victor.jid(), new JsonObject(stream.next("chatapi.chat").data()).getString("from"));
            }
        }
        // the directory remembers its list for some seconds, and these users are new
        Eventually.get(() -> properties(victor), text -> text.contains("blue"));
    }

    @Test
    void theMasterSecretHasToSayWhose() {
        assertEquals("user-missing", node.backEnd().get(chat("/contacts")).expect(400).code());
        assertEquals("user-missing", node.backEnd().get(chat("/events")).expect(400).code());
        String contacts = chat("/contacts?user=" + victor.user());
        node.backEnd().get(contacts).expect(200);
        node.api().withBearer(ParleyNode.SECRET).get(contacts).expect(200);
        node.backEnd().get(victor.session("/contacts")).expect(200);
        node.api().withSecret(ParleyNode.SECRET + "x").get(contacts).expect(401);
        node.api().withBearer(ParleyNode.SECRET.substring(1)).get(contacts).expect(401);
        node.api().withBasic(victor.user(), ParleyNode.SECRET).get(contacts).expect(401);
        if (node.server().name().equals("prosody")) { // ejabberd's own support lets any name in that a good token has
            assertEquals("unknown-user", node.backEnd().get(chat("/contacts?user=foreign-nobody")).expect(404).code());
        }
        node.backEnd().get(chat("/contacts?user=" + ApiClient.encoded("victor@elsewhere.example"))).expect(404);
    }

    @Test
    void whoLogsInAsAnotherWithOwnCredentialsIsRefused() {
        ApiClient basic = node.api().withBasic(mallory.user(), mallory.user());
        basic.post("/restapi/v1/chat/" + victor.user() + "/login").expect(403);
        basic.post("/restapi/v1/chat/login", new JsonObject().put("username", victor.user())).expect(403);
        mallory.api().post("/restapi/v1/chat/" + victor.user() + "/login").expect(401);
        node.api().post("/restapi/v1/chat/" + victor.user() + "/login").expect(401);
        node.api().post("/restapi/v1/chat/foreign-nobody/login", "a password").expect(401);
    }

    private Person admin() {
        return node.login("admin");
    }

    private ApiClient administrator() {
        return admin().api();
    }

    private Stream<OperationSpec> sessionForms() {
        return operations.stream().filter(operation -> operation.path().contains("{session}"));
    }

    /** One wrong answer must not hide the others. */
    private void refused(ApiClient caller, Stream<OperationSpec> tried, String session, Function<ApiResponse, Boolean> asWanted) {
        List<String> wrong = new ArrayList<>();
        tried.forEach(operation -> {
            ApiResponse answer = call(caller, operation, session, null);
            if (!asWanted.apply(answer)) {
                wrong.add(operation.id() + " answered " + answer.status() + " " + answer.text());
            }
        });
        assertEquals(List.of(), wrong);
    }

    /** A request that fits the contract, so that only the credentials can be what is refused. */
    private ApiResponse call(ApiClient caller, OperationSpec operation, String session, String query) {
        String friend = ApiClient.encoded(node.server().jid("foreign-friend"));
        String path = operation.path();
        for (Map.Entry<String, String> value : Map.of("{session}", session, "{username}", "foreign-victor", "{jid}", friend,
                "{contactJID}", friend, "{to}", friend, "{roomName}", "foreign-room", "{state}", "composing",
                "{propertyName}", "colour").entrySet()) {
            path = path.replace(value.getKey(), value.getValue());
        }
        path = path.replace("{workgroup}", "foreign-group").replace("{offerId}", "foreign").replace("{id}", "foreign");
        String type = operation.body().types().keySet().stream().findFirst().orElse(null);
        String jid = operation.name().equals("removeBookmark") ? "jid=" + friend : "";
        return Await.await(caller.send(operation.method(), path + "?" + jid + (query == null ? "" : "&" + query), type,
                type == null ? null : Buffer.buffer(body(operation, type))));
    }

    private String body(OperationSpec operation, String type) {
        String friend = node.server().jid("foreign-friend");
        if (type.endsWith("xml")) {
            return "<message to='" + friend + "'><body>from mallory</body></message>";
        }
        if (!type.endsWith("json")) {
            return "red";
        }
        return switch (operation.name()) {
            case "putVCard" -> new JsonObject().put("fullName", "stolen").encode();
            case "addBookmark", "replaceBookmark" -> new JsonObject().put("jid", friend).put("name", "stolen").encode();
            default -> new JsonObject().put("jid", friend).put("nickname", "stolen").put("body", "from mallory").put("to", friend)
                    .put("name", "foreign-group").encode();
        };
    }

    private List<String> whatIsVictors() {
        return List.of(victor.api().get(chat("/contacts")).expect(200).text(), victor.api().get(chat("/bookmarks")).expect(200).text(),
                victor.api().get(chat("/vcard")).expect(200).text(), properties(victor));
    }

    private static String properties(Person person) {
        return person.api().get(chat("/users?search=" + person.user())).expect(200).text();
    }
}
