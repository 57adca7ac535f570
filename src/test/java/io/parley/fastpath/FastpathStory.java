package io.parley.fastpath;

import static io.parley.support.Person.chat;

import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.Fastpath;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * Where questions are asked: a node that is the shared server's components, one for all stories of a class, with a workgroup of its own for
 * each story.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FastpathStory {
    static final String V1 = Asker.V1;
    static final String ONE = "fit-one";
    static final String TWO = "fit-two";
    static final String THREE = "fit-three";
    static final String USER = "fit-user";

    final Vertx vertx = Vertx.vertx();
    final XmppServer server;
    ParleyNode node;
    String workgroup;
    private final List<SseClient> streams = new ArrayList<>();
    private final List<String> workgroups = new ArrayList<>();

    FastpathStory(XmppServer server) {
        this.server = server;
        List.of(ONE, TWO, THREE, USER).forEach(name -> server.register(name, name));
    }

    /** What the node is told beside what every node is. */
    Map<String, String> settings() {
        return Map.of();
    }

    @BeforeAll
    void startNode() {
        // every visitor may have an address of their own, and nobody's questions are too many by chance
        Map<String, String> settings = new HashMap<>(Map.of("PARLEY_HTTP_TRUSTED_PROXIES", "127.0.0.1"));
        settings.putAll(settings());
        node = ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), Fastpath.on(server, settings));
    }

    @AfterAll
    void stopNode() {
        node.close();
        stopWhatItNeeds();
        Await.await(vertx.close());
    }

    /** What {@link #settings()} leads to; stopped after the node. */
    void stopWhatItNeeds() {
    }

    @BeforeEach
    void nameTheWorkgroup() {
        workgroup = "fit-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @AfterEach
    void everybodyGoesHome() {
        streams.forEach(SseClient::close);
        streams.clear();
        workgroups.forEach(name -> node.backEnd().delete(V1 + "/ask/admin/" + name).expect(200));
        workgroups.clear();
        List.of(ONE, TWO, THREE, USER).forEach(name -> node.backEnd().post(chat("/logoff?all=true&user=" + name)));
    }

    /** Open to everybody, with experts one and two and times that no story comes near. */
    final void open(JsonObject settings) {
        make(workgroup, settings);
    }

    final void make(String name, JsonObject settings) {
        JsonObject all = new JsonObject().put("name", name).put("open", true).put("members", new JsonArray().add(ONE).add(TWO))
                .put("offerTimeout", 120).put("requestTimeout", 300).put("welcome", "Somebody will be with you soon.");
        node.backEnd().post(V1 + "/ask/admin", all.mergeIn(settings)).expect(201);
        workgroups.add(name);
    }

    final void open() {
        open(new JsonObject());
    }

    /** Logged in, listening, and known to the queue to be there. */
    final ExpertDesk expert(String name) {
        Person person = node.login(name);
        ExpertDesk desk = new ExpertDesk(person, keep(person.stream()), workgroup);
        Eventually.get(() -> assist(desk).map(assist -> assist.getBoolean("available")).orElse(true), available -> available);
        return desk;
    }

    /** How the expert stands in the workgroup of this story; empty for who is none of its experts. */
    final Optional<JsonObject> assist(ExpertDesk desk) {
        return desk.person().api().get(chat("/assists")).expect(200).json().getJsonArray("assists").stream().map(JsonObject.class::cast)
                .filter(assist -> assist.getString("name").equals(workgroup)).findFirst();
    }

    final void change(JsonObject settings) {
        node.backEnd().post(V1 + "/ask/admin/" + workgroup, settings).expect(200);
    }

    final SseClient keep(SseClient stream) {
        streams.add(stream);
        return stream;
    }

    final JsonObject question() {
        return new JsonObject().put("emailAddress", "visitor@hospital.test").put("userID", "visitor")
                .put("question", "What is the meaning of life").put("workgroup", workgroup);
    }

    /** A visitor at an address of their own. */
    final Asker visitorAsks() {
        return visitorAsks(question());
    }

    final Asker visitorAsks(JsonObject question) {
        return Asker.of(node, stranger().post(V1 + "/ask", question).expect(201).json());
    }

    final ApiClient stranger() {
        int number = Math.abs(UUID.randomUUID().hashCode());
        return node.api().with("X-Forwarded-For", "198.18." + number / 250 % 250 + "." + number % 250);
    }

    /** A visitor and the first expert in a room. */
    final Asker inRoom(ExpertDesk expert) {
        Asker visitor = visitorAsks();
        expert.offered(visitor.id());
        expert.accept(visitor.id()).expect(200);
        expert.comes(visitor.id());
        visitor.enter("Wanda");
        return visitor;
    }

    final ApiResponse transfer(ExpertDesk from, String id, String to, String reason) {
        return from.person().api().post(from.offer(id) + "/transfer", new JsonObject().put("to", to).put("reason", reason));
    }

    final String at(String service) {
        return service + "." + server.domain();
    }

    static JsonObject asked(SseClient stream, String type) {
        return stream.await(event -> ExpertDesk.is(event, "chatapi.ask", type)).json();
    }

    static JsonObject askedBody(SseClient stream, String body) {
        return stream.await(event -> ExpertDesk.is(event, "chatapi.ask", "groupchat")
                && body.equals(event.json().getString("body"))).json();
    }

    /** What a stream was told of that is kept, in order: the type, or for what was said its body. */
    static List<String> kept(SseClient stream) {
        return stream.events().stream().filter(event -> event.event().equals("chatapi.ask")).map(SseEvent::json)
                .filter(event -> !event.getString("type").equals("update-queue") && !event.containsKey("state"))
                .map(event -> event.getString("type").equals("groupchat") ? event.getString("body") : event.getString("type")).toList();
    }
}
