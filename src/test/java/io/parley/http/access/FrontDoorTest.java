package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A house with a front door, and who comes to it. */
abstract class FrontDoorTest {
    @TempDir
    private Path data;
    private Vertx vertx;
    House house;
    Visitor nobody;
    Visitor master;

    @BeforeEach
    void openHouse() throws Exception {
        vertx = Vertx.vertx();
        house = Visitor.await(new House(vertx, data, trustedProxies(), corsOrigins()).open(vertx));
        nobody = Visitor.of(WebClient.create(vertx), house);
        master = nobody.with("Authorization", House.SECRET);
    }

    @AfterEach
    void closeHouse() throws Exception {
        Visitor.await(vertx.close());
    }

    List<String> trustedProxies() {
        return List.of();
    }

    List<String> corsOrigins() {
        return List.of();
    }

    /** Logs a user in, and gives what was answered. */
    JsonObject logIn(String user, String password) throws Exception {
        Visitor.Reply reply = nobody.with("Accept", "application/json").post("chat/login", new JsonObject().put("username", user).put("password", password).encode());
        assertEquals(200, reply.status(), reply.text());
        return reply.json();
    }
}
