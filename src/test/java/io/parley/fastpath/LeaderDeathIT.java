package io.parley.fastpath;

import static io.parley.fastpath.FastpathStory.V1;
import static io.parley.fastpath.FastpathStory.asked;
import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.Fastpath;
import io.parley.support.NodeCluster;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.Postgres;
import io.parley.support.SseClient;
import io.parley.support.WithPostgres;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The queue of questions is on the node that leads; whichever node is asked, and whichever dies, questions find their expert. */
@WithXmpp
@WithPostgres
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaderDeathIT {
    private static final String EXPERT = "led-expert";
    private static final String WORKGROUP = "led";

    private final Vertx vertx = Vertx.vertx();
    private final XmppServer server;
    private final List<SseClient> streams = new ArrayList<>();
    private NodeCluster cluster;
    private ParleyNode leader;
    private ParleyNode second;
    private ParleyNode third;

    LeaderDeathIT(XmppServer server) {
        this.server = server;
        server.register(EXPERT, EXPERT);
    }

    @BeforeAll
    void startCluster(Postgres postgres) {
        cluster = NodeCluster.start(vertx, server, postgres, 3, Fastpath.on(server));
        cluster.node(1).backEnd().post(V1 + "/ask/admin", new JsonObject().put("name", WORKGROUP).put("open", true)
                .put("members", new JsonArray().add(EXPERT)).put("offerTimeout", 120).put("requestTimeout", 300)).expect(201);
    }

    @AfterAll
    void stop() {
        cluster.close();
        Await.await(vertx.close());
    }

    @BeforeEach
    void whoLeads() {
        for (int at = 0; at < 3; at++) {
            if (!cluster.node(at).isAlive()) {
                cluster.node(at).start();
            }
        }
        cluster.awaitMembers(3);
        leader = cluster.leader();
        second = cluster.others(leader).get(0);
        third = cluster.others(leader).get(1);
    }

    @AfterEach
    void everybodyGoesHome() {
        streams.forEach(SseClient::close);
        streams.clear();
        second.backEnd().post(chat("/logoff?all=true&user=" + EXPERT));
    }

    private SseClient keep(SseClient stream) {
        streams.add(stream);
        return stream;
    }

    /** Logged in on one node, listening on another. */
    private ExpertDesk expert(ParleyNode home, ParleyNode listening) {
        Person person = home.login(EXPERT);
        Person there = new Person(listening, person.user(), person.streamId(), person.jid(), person.token(), person.streamToken(),
                listening.api().withBearer(person.token()));
        ExpertDesk desk = new ExpertDesk(there, keep(there.stream()), WORKGROUP);
        Eventually.get(() -> there.api().get(chat("/assists")), answer -> answer.status() == 200 && answer.json().getJsonArray("assists")
                .getJsonObject(0).getBoolean("available"));
        return desk;
    }

    private static JsonObject question() {
        return new JsonObject().put("emailAddress", "visitor@hospital.test").put("userID", "visitor")
                .put("question", "What is the meaning of life").put("workgroup", WORKGROUP);
    }

    private Asker asks(ParleyNode node) {
        return Asker.of(node, node.api().post(V1 + "/ask", question()).expect(201).json());
    }

    private static ApiResponse patiently(Supplier<ApiResponse> request) {
        return Eventually.get(request, answer -> answer.status() != 503 && answer.status() != 504);
    }

    @Test
    void aQuestionIsAskedOfferedAndAnsweredThroughThreeNodes() {
        ExpertDesk desk = expert(second, third);
        Asker visitor = asks(third);
        SseClient toVisitor = keep(visitor.stream());
        desk.offered(visitor.id());
        desk.accept(visitor.id()).expect(200);
        desk.comes(visitor.id());
        asked(toVisitor, "offer");
        visitor.enter("Wanda");

        visitor.say("from the third node");
        desk.hears("from the third node");
        desk.say(visitor.id(), "42");
        toVisitor.await(event -> ExpertDesk.is(event, "chatapi.ask", "groupchat") && "42".equals(event.json().getString("body")));
        visitor.cancel();
        asked(toVisitor, "depart-queue");
    }

    @Test
    void aQuestionThatWaitsGoesOnWhenTheLeaderDies() {
        Asker visitor = asks(second);
        SseClient toVisitor = keep(visitor.stream());
        asked(toVisitor, "update-queue");

        leader.kill();

        ExpertDesk desk = expert(second, third);
        desk.offered(visitor.id());
        patiently(() -> desk.accept(visitor.id())).expect(200);
        desk.comes(visitor.id());
        asked(toVisitor, "offer"); // on the stream that has been open all the time
        visitor.enter("Wanda");
        visitor.say("are you there?");
        desk.hears("are you there?");
        visitor.cancel();
    }

    @Test
    void anOfferAndAConversationOutliveTheLeader() {
        ExpertDesk desk = expert(third, third);
        Asker talking = asks(second);
        SseClient toTalking = keep(talking.stream());
        desk.offered(talking.id());
        desk.accept(talking.id()).expect(200);
        desk.comes(talking.id());
        talking.enter("Wanda");
        Asker offered = asks(second);
        desk.offered(offered.id());

        leader.kill();

        patiently(() -> desk.accept(offered.id())).expect(200);
        desk.comes(offered.id());
        JsonObject message = new JsonObject().put("body", "still talking");
        patiently(() -> talking.api().with("Idempotency-Key", "led-1").put(talking.path(""), message)).expect(200);
        desk.hears("still talking");
        desk.say(talking.id(), "of course");
        toTalking.await(event -> ExpertDesk.is(event, "chatapi.ask", "groupchat") && "of course".equals(event.json().getString("body")));
        assertTrue(toTalking.events().stream().noneMatch(event -> event.event().equals("chatapi.closed")));
        patiently(() -> talking.api().delete(talking.path(""))).expect(200);
        patiently(() -> offered.api().delete(offered.path(""))).expect(200);
    }
}
