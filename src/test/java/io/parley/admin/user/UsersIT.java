package io.parley.admin.user;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Users that an admin makes, changes and deletes; whether they are there, the XMPP server is asked by logging in. */
@WithParley
class UsersIT {
    private static final String USERS = "/restapi/v1/users";

    private final ParleyNode node;
    private final ApiClient admin;

    UsersIT(ParleyNode node) {
        this.node = node;
        this.admin = node.backEnd();
    }

    private static JsonObject user(String name, String password) {
        return new JsonObject().put("username", name).put("password", password);
    }

    private static JsonObject property(String key, String value) {
        return new JsonObject().put("key", key).put("value", value);
    }

    @Test
    void whoIsMadeCanLogInAndWhoIsDeletedCannot() {
        JsonObject uma = user("adm-uma", "adm-uma").put("name", "Uma Unger").put("email", "uma@example.org")
                .put("properties", new JsonArray().add(property("tea", "green"))).put("unknown", 1);
        assertEquals("", admin.post(USERS, uma).expect(201).text());
        NativeClient.silent(node.server(), "adm-uma").close();
        assertEquals(new JsonObject().put("username", "adm-uma").put("name", "Uma Unger").put("email", "uma@example.org")
                .put("properties", new JsonArray().add(property("tea", "green"))), admin.get(USERS + "/adm-uma").expect(200).json());
        assertEquals("user-exists", admin.post(USERS, uma).expect(409).code());

        admin.delete(USERS + "/adm-uma").expect(200);
        assertThrows(IllegalStateException.class, () -> NativeClient.silent(node.server(), "adm-uma"));
        assertEquals("unknown-user", admin.get(USERS + "/adm-uma").expect(404).code());
        assertEquals("unknown-user", admin.delete(USERS + "/adm-uma").expect(404).code());

        admin.post(USERS, user("adm-uma", "other")).expect(201);
        assertEquals(new JsonObject().put("username", "adm-uma").put("name", "").put("properties", new JsonArray()),
                admin.get(USERS + "/adm-uma").expect(200).json());
        admin.delete(USERS + "/adm-uma").expect(200);
    }

    @Test
    void aChangeChangesWhatItNames() {
        admin.post(USERS, user("adm-cam", "adm-cam").put("name", "Cam").put("properties", new JsonArray().add(property("a", "1"))))
                .expect(201);
        admin.put(USERS + "/Adm-Cam", new JsonObject().put("email", "cam@example.org").put("username", "ADM-CAM")).expect(200);
        JsonObject cam = admin.get(USERS + "/adm-cam").expect(200).json();
        assertEquals(List.of("Cam", "cam@example.org", 1),
                List.of(cam.getString("name"), cam.getString("email"), cam.getJsonArray("properties").size()));

        admin.put(USERS + "/adm-cam", new JsonObject().put("properties", new JsonArray())).expect(200);
        assertTrue(admin.get(USERS + "/adm-cam").json().getJsonArray("properties").isEmpty());
        assertEquals("rename-unsupported", admin.put(USERS + "/adm-cam", new JsonObject().put("username", "adm-max")).expect(501).code());
        assertEquals("unknown-user", admin.put(USERS + "/adm-none", new JsonObject().put("name", "x")).expect(404).code());
        admin.delete(USERS + "/adm-cam").expect(200);
    }

    @Test
    void aNewPasswordCountsAtOnceEverywhere() {
        admin.post(USERS, user("adm-pat", "adm-pat")).expect(201);
        ApiClient old = node.api().withBasic("adm-pat", "adm-pat");
        old.get(chat("/contacts")).expect(200);

        admin.put(USERS + "/adm-pat", new JsonObject().put("password", "wild geese")).expect(200);
        old.get(chat("/contacts")).expect(401);
        ApiClient fresh = node.api().withBasic("adm-pat", "wild geese");
        // Prosody ends the streams of who has a new password, and Parley's comes back
        Eventually.get(() -> fresh.get(chat("/contacts")).status(), status -> status == 200);
        assertThrows(IllegalStateException.class, () -> NativeClient.silent(node.server(), "adm-pat"));
        NativeClient.loginPlain(node.server(), "adm-pat", "wild geese").close();
        admin.delete(USERS + "/adm-pat").expect(200);
    }

    @Test
    void theSessionOfWhoIsDeletedEnds() {
        admin.post(USERS, user("adm-del", "adm-del")).expect(201);
        var del = node.login("adm-del");
        try (var events = del.stream()) {
            admin.delete(USERS + "/adm-del").expect(200);
            events.await(event -> "chatapi.closed".equals(event.event()));
        }
        del.api().get(chat("/contacts")).expect(401);
    }

    @Test
    void usersAreFoundByNameAndByProperty() {
        for (String name : List.of("adm-list1", "adm-list2", "adm-list3")) {
            admin.post(USERS, user(name, name).put("name", "Lister " + name.charAt(8)).put("email", name + "@lists.example")
                    .put("properties", new JsonArray().add(property("listed", name.substring(8))))).expect(201);
        }
        assertEquals(List.of("adm-list1", "adm-list2", "adm-list3"), names(admin.get(USERS + "?search=LISTER")));
        assertEquals(List.of("adm-list1", "adm-list2", "adm-list3"), names(admin.get(USERS + "?propertyKey=listed")));
        assertEquals(List.of("adm-list2"), names(admin.get(USERS + "?propertyKey=listed&propertyValue=2")));
        assertEquals(List.of("adm-list3"), names(admin.get(USERS + "?search=list3&propertyKey=listed")));
        assertEquals(List.of(), names(admin.get(USERS + "?search=nobody-like-this")));

        ApiResponse first = admin.get(USERS + "?search=lists.example&limit=2").expect(200);
        assertEquals(List.of("adm-list1", "adm-list2"), names(first));
        String next = first.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
        ApiResponse second = admin.get(USERS + next).expect(200);
        assertEquals(List.of("adm-list3"), names(second));
        assertEquals(null, second.header("Link"));

        JsonObject seen = node.api().withBasic("alice", "alice").get(chat("/users?search=lister%203")).expect(200).json()
                .getJsonArray("users").getJsonObject(0);
        assertEquals(List.of("Lister 3", "adm-list3@lists.example"), List.of(seen.getString("name"), seen.getString("email")));
        List.of("adm-list1", "adm-list2", "adm-list3").forEach(name -> admin.delete(USERS + "/" + name).expect(200));
    }

    private static List<String> names(ApiResponse listed) {
        return listed.expect(200).json().getJsonArray("users").stream().map(each -> ((JsonObject) each).getString("username")).toList();
    }

    @Test
    void ofTwoAdminsWhoMakeTheSameUserOneDoes() {
        List<Integer> answers = IntStream.range(0, 4).mapToObj(at -> admin.send(HttpMethod.POST, USERS, "application/json",
                user("adm-twin", "twin-" + at).put("name", "Twin " + at).toBuffer())).toList().stream()
                .map((Future<ApiResponse> answer) -> Await.await(answer).status()).sorted().toList();
        assertEquals(List.of(201, 409, 409, 409), answers);

        String name = admin.get(USERS + "/adm-twin").expect(200).json().getString("name");
        NativeClient.loginPlain(node.server(), "adm-twin", "twin-" + name.charAt(5)).close();
        admin.delete(USERS + "/adm-twin").expect(200);
    }

    @Test
    void itIsAllTheSameInXml() {
        ApiClient xml = admin.with("Accept", "application/xml");
        xml.post(USERS, "application/xml", "<user><username>adm-xml</username><name>X &amp; L</name><email>x@example.org</email>"
                + "<password>adm-xml</password><properties><property key=\"tea\" value=\"green\"/></properties></user>").expect(201);
        NativeClient.silent(node.server(), "adm-xml").close();
        String whole = "<user><username>adm-xml</username><name>X &amp; L</name><email>x@example.org</email>"
                + "<properties><property key=\"tea\" value=\"green\"/></properties></user>";
        String read = xml.get(USERS + "/adm-xml").expect(200).text();
        assertTrue(read.endsWith(whole), read);
        String listed = xml.get(USERS + "?search=adm-xml").expect(200).text();
        assertTrue(listed.endsWith("<users>" + whole + "</users>"), listed);
        Await.await(xml.send(HttpMethod.PUT, USERS + "/adm-xml", "application/xml", Buffer.buffer("<user><properties/></user>")))
                .expect(200);
        assertEquals(new JsonArray(), admin.get(USERS + "/adm-xml").json().getJsonArray("properties"));
        admin.delete(USERS + "/adm-xml").expect(200);
    }

    @Test
    void aUserWhoIsNoAdminLearnsAndChangesNothing() {
        ApiClient alice = node.api().withBasic("alice", "alice");
        assertEquals("admins-only", alice.get(USERS).expect(403).code());
        assertEquals("admins-only", alice.post(USERS, user("adm-not", "adm-not")).expect(403).code());
        node.api().get(USERS).expect(401);
        ApiClient asAdmin = node.api().withBasic("admin", "admin");
        assertFalse(names(asAdmin.get(USERS + "?search=alice")).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("badUsers")
    void whatIsNoUserIsRefused(String body, int status, String code) {
        ApiResponse refused = admin.post(USERS, "application/json", body).expect(status);
        assertEquals(code, refused.code());
    }

    static Stream<Arguments> badUsers() {
        String twice = new JsonObject().put("username", "adm-bad").put("password", "x").put("properties",
                new JsonArray(IntStream.range(0, 2).mapToObj(at -> property("same", "v")).toList())).encode();
        return Stream.of(
                Arguments.of("{\"password\":\"x\"}", 400, "invalid-input"),
                Arguments.of("{\"username\":\"adm-bad\"}", 400, "invalid-input"),
                Arguments.of("{\"username\":\"\",\"password\":\"x\"}", 400, "invalid-input"),
                Arguments.of("{\"username\":\"adm-bad\",\"password\":\"\"}", 400, "invalid-input"),
                Arguments.of("{\"username\":17,\"password\":\"x\"}", 400, "invalid-input"),
                Arguments.of("{\"username\":\"bad name\",\"password\":\"x\"}", 400, "invalid-username"),
                Arguments.of("{\"username\":\"a@elsewhere.example\",\"password\":\"x\"}", 400, "invalid-username"),
                Arguments.of("{\"username\":\"a/b\",\"password\":\"x\"}", 400, "invalid-username"),
                Arguments.of("{\"username\":\"a'b<c>&d\",\"password\":\"x\"}", 400, "invalid-username"),
                Arguments.of("{\"username\":\"\ufb01\",\"password\":\"x\"}", 400, "invalid-username"),
                Arguments.of("{\"username\":\"a\\u0000b\",\"password\":\"x\"}", 422, "not-xml"),
                Arguments.of("{\"username\":\"" + "a".repeat(1024) + "\",\"password\":\"x\"}", 400, "invalid-input"),
                Arguments.of("{\"username\":\"adm-bad\",\"password\":\"a\\u0001\"}", 422, "not-xml"),
                Arguments.of("{\"username\":\"adm-bad\",\"password\":\"x\",\"name\":\"a\\u0000\"}", 422, "not-xml"),
                Arguments.of(twice, 400, "invalid-property"),
                Arguments.of("{\"username\":", 400, "malformed-json"),
                Arguments.of("[]", 400, "invalid-input"));
    }
}
