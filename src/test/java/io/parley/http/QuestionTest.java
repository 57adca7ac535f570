package io.parley.http;

import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.Caller;
import io.parley.bus.FastpathCommand.Ask;
import io.parley.bus.FastpathReply.Asked;
import io.parley.bus.FastpathReply.Standing;
import io.parley.config.Config;
import io.parley.config.ConfigLoader;
import io.parley.http.access.FrontDoor;
import io.parley.http.access.SessionSide;
import io.parley.http.contract.Contract;
import io.parley.keys.KeyRing;
import io.parley.ops.BoundPort;
import io.parley.sse.StreamMetrics;
import io.parley.support.ApiClient;
import io.parley.support.Await;
import io.parley.support.ContractCheck;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The whole HTTP side over the real bus and the real contract, between a queue and sessions that are stubs. */
abstract class QuestionTest {
    static final String V1 = "/restapi/v1";
    static final String ID = "fhrtbf7";
    static final String GROUP = "diabetes@workgroup.example.org";
    static final String ROOM = ID + "@conference.example.org";
    static final String URL = "https://example.org:7443/ofmeet/r/" + ID;
    static final JsonObject QUESTION = new JsonObject().put("userID", "visitor").put("emailAddress", "visitor@hospital.example")
            .put("question", "What is the meaning of life").put("workgroup", "diabetes").put("product", new JsonObject().put("no", 7));
    private static final String SECRET = "the-secret-of-back-ends";

    @TempDir
    private static Path data;
    static Vertx vertx;
    static QueueSide queue;
    static SessionSide sessions;
    static ContractCheck check;
    static ApiClient nobody;
    static ApiClient master;

    @BeforeAll
    static void openHouse() {
        vertx = Vertx.vertx();
        Bus.register(vertx);
        Bus bus = new Bus(vertx, Duration.ofSeconds(20), BusMetrics.NONE);
        queue = new QueueSide(bus);
        sessions = new SessionSide(bus);
        List.of("alice", "expert1", "root").forEach(user -> sessions.passwords.put(user, user));
        KeyRing keys = KeyRing.open(data, Optional.of(SECRET), new SecureRandom());
        Config config = config();
        FrontDoor door = new FrontDoor(vertx, bus, () -> config, keys, SessionSide.SHARDS, Clock.systemUTC(), new SecureRandom(),
                () -> { });
        Contract contract = Await.await(Contract.load(vertx));
        BoundPort port = new BoundPort();
        Await.await(vertx.deployVerticle(new HttpVerticle(config, contract, door, bus, Clock.systemUTC(), new SecureRandom(),
                StreamMetrics.NONE, port)));
        check = new ContractCheck(contract);
        nobody = ApiClient.create(vertx, check, URI.create("http://127.0.0.1:" + port.get()));
        master = nobody.withSecret(SECRET);
    }

    @AfterAll
    static void closeHouse() {
        Await.await(vertx.close());
    }

    @BeforeEach
    void openQueue() {
        queue.open();
        sessions.asked.clear();
        sessions.scripted.clear();
    }

    /** A user whose password is the name. */
    static JsonObject logIn(String user) {
        return nobody.with("Accept", "application/json")
                .post(V1 + "/chat/login", new JsonObject().put("username", user).put("password", user)).expect(200).json();
    }

    static ApiClient user(String name) {
        return nobody.withBearer(logIn(name).getString("token"));
    }

    /** Asks as a visitor, and gives what was answered: the tokens among it. */
    static JsonObject ask(String id) {
        queue.answer(Ask.class, taken(id, false));
        JsonObject taken = nobody.post(V1 + "/ask", QUESTION).expect(201).json();
        queue.asked.clear();
        return taken;
    }

    static ApiClient visitor(String id) {
        return nobody.withBearer(ask(id).getString("token"));
    }

    static Asked taken(String id, boolean verified) {
        return new Asked(id, "queued", GROUP, 2, 40, false, verified, "Welcome!");
    }

    static Standing queued() {
        return new Standing(ID, GROUP, true, true, 1, 20, "queued", null, null, null, "visitor");
    }

    static Standing inRoom() {
        return new Standing(ID, GROUP, false, true, null, null, "chat-room", null, ROOM, URL, "visitor");
    }

    static Standing ended() {
        return new Standing(ID, GROUP, false, true, null, null, "start", "expert-left", null, null, "visitor");
    }

    /** The caller whom the queue was told of last. */
    static Caller caller() {
        return queue.last().caller();
    }

    private static Config config() {
        return new ConfigLoader(Map.of("PARLEY_HTTP_PORT", "0", "PARLEY_HTTP_INSTANCES", "1", "PARLEY_XMPP_DOMAIN", "example.org",
                "PARLEY_ACCESS_ADMINS", "root", "PARLEY_DATA_DIRECTORY", data.toString())).load();
    }
}
