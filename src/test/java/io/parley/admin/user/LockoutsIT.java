package io.parley.admin.user;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.support.ApiClient;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is locked out has no session any more and gets none, by whatever way. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LockoutsIT {
    private static final String LOCKOUTS = "/restapi/v1/lockouts/";

    private final ParleyNode node;
    private final ApiClient admin;

    LockoutsIT(ParleyNode node) {
        this.node = node;
        this.admin = node.backEnd();
    }

    @BeforeAll
    void accounts() {
        List.of("lock-ann", "lock-ben").forEach(name -> node.server().register(name, name));
    }

    @AfterAll
    void letAllIn() {
        List.of("lock-ann", "lock-ben").forEach(name -> admin.delete(LOCKOUTS + name));
    }

    @Test
    void aUserWhoIsLockedOutCannotLogIn() {
        ApiClient basic = node.api().withBasic("lock-ann", "lock-ann");
        basic.get(chat("/contacts")).expect(200);
        Person ann = node.login("lock-ann");
        try (SseClient events = ann.stream(); NativeClient device = NativeClient.login(node.server(), "lock-ann")) {
            admin.post(LOCKOUTS + "lock-ann").expect(201);
            admin.post(LOCKOUTS + "Lock-Ann").expect(201);
            events.await(event -> "chatapi.closed".equals(event.event()));
            Eventually.get(() -> device.connection().isConnected(), connected -> !connected);
        }
        ann.api().get(chat("/contacts")).expect(401);
        ann.api().post(chat("/token")).expect(401);
        basic.get(chat("/contacts")).expect(401);
        node.api().post(chat("/login"), new JsonObject().put("username", "lock-ann").put("password", "lock-ann")).expect(401);
        assertEquals("user-locked", admin.post(chat("/lock-ann/login")).expect(403).code());
        assertEquals("user-locked", admin.get(chat("/contacts?user=lock-ann")).expect(403).code());
        if (!node.server().name().equals("ejabberd")) {
            assertThrows(IllegalStateException.class, () -> NativeClient.silent(node.server(), "lock-ann"));
        }
        admin.get("/restapi/v1/users/lock-ann").expect(200);

        admin.delete(LOCKOUTS + "lock-ann").expect(200);
        admin.delete(LOCKOUTS + "lock-ann").expect(200);
        basic.get(chat("/contacts")).expect(200);
        NativeClient.silent(node.server(), "lock-ann").close();
    }

    @Test
    void aLockoutGoesWithTheUser() {
        admin.post(LOCKOUTS + "lock-ben").expect(201);
        admin.delete("/restapi/v1/users/lock-ben").expect(200);
        admin.post("/restapi/v1/users", new JsonObject().put("username", "lock-ben").put("password", "lock-ben")).expect(201);
        node.api().withBasic("lock-ben", "lock-ben").get(chat("/contacts")).expect(200);
        NativeClient.silent(node.server(), "lock-ben").close();
    }

    @Test
    void nobodyLocksOutWhoIsNotThereOrParleyItself() {
        assertEquals("unknown-user", admin.post(LOCKOUTS + "lock-nobody").expect(404).code());
        assertEquals("unknown-user", admin.delete(LOCKOUTS + "lock-nobody").expect(404).code());
        assertEquals("unknown-user", admin.post(LOCKOUTS + "a%20b").expect(404).code());
        assertEquals("parley-account", admin.post(LOCKOUTS + "admin").expect(409).code());
        assertEquals("parley-account", admin.delete("/restapi/v1/users/admin").expect(409).code());
    }
}
