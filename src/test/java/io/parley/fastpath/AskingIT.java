package io.parley.fastpath;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.EventId;
import io.parley.support.ApiClient;
import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Waiting, giving up, closed doors, what is left behind, and who may read it. */
@WithXmpp
@Tag("once")
class AskingIT extends FastpathStory {
    private static final String ADMIN = "admin";

    AskingIT(XmppServer server) {
        super(server);
    }

    @Test
    void whoWaitsKnowsWhereTheyStand() {
        open();
        Asker first = visitorAsks();
        Asker second = visitorAsks();
        SseClient toSecond = keep(second.stream());
        assertPosition(toSecond, 2);
        assertEquals(List.of(2, true), List.of(second.standing().getInteger("queuePosition"), second.standing().getBoolean("inQueue")));
        assertEquals("request-open", second.api().post(second.path("/message"), "Too early").expect(409).code());
        first.cancel();
        assertPosition(toSecond, 1);
        assertEquals(0, EventId.parse(toSecond.lastEventId()).orElseThrow().sequence(), "positions are not repeated");
        assertEquals("departure-requested", first.standing().getString("reason"));
    }

    private static void assertPosition(SseClient stream, int position) {
        JsonObject told = stream.next(event -> ExpertDesk.is(event, "chatapi.ask", "update-queue")).json();
        assertEquals(position, told.getInteger("position"));
        assertTrue(told.getInteger("remainingTime") >= 0, told::encode);
    }

    @Test
    void theAnswerWaitsForTheInvitation() {
        open();
        Future<ApiResponse> waiting = node.backEnd().send(HttpMethod.POST, V1 + "/ask?wait=60", "application/json",
                question().put("userID", workgroup + "-vera").toBuffer());
        String byUser = V1 + "/ask/" + workgroup + "-vera";
        JsonObject queued = Eventually.get(() -> node.backEnd().get(byUser), answer -> answer.status() == 200).json();
        assertEquals("queued", queued.getString("state"));
        ExpertDesk one = expert(ONE);
        one.offered(queued.getString("id"));
        one.accept(queued.getString("id")).expect(200);
        JsonObject answer = Await.await(waiting).expect(201).json();
        assertEquals(List.of(queued.getString("id"), "chat-room", queued.getString("id") + "@" + at("conference")),
                List.of(answer.getString("id"), answer.getString("state"), answer.getString("mucRoom")));
        assertEquals("queued", stranger().post(V1 + "/ask?wait=1", question()).expect(201).json().getString("state"));
    }

    @Test
    void whoTakesAQuestionBackTakesItFromTheExpert() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        SseClient toVisitor = keep(visitor.stream());
        one.offered(visitor.id());
        visitor.cancel();
        assertEquals("departure-requested", one.revoked(visitor.id()).getString("reason"));
        assertEquals("departure-requested", asked(toVisitor, "depart-queue").getString("reason"));
        assertEquals("offer-gone", one.accept(visitor.id()).expect(409).code());
        assertEquals("request-ended", visitor.api().post(visitor.path("")).expect(409).code());
        visitor.api().post(visitor.path("/message"), "Never mind").expect(200);
    }

    @Test
    void whoLeavesTheRoomFreesTheExpert() {
        open(new JsonObject().put("maxChats", 1));
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        Asker next = visitorAsks();
        visitor.cancel();
        assertEquals("destroyed", one.out(visitor.id()));
        one.offered(next.id());
    }

    @Test
    void whomNobodyAnswersLeavesAMessage() {
        open(new JsonObject().put("requestTimeout", 1));
        Asker visitor = visitorAsks();
        SseClient toVisitor = keep(visitor.stream());
        assertEquals("agent-not-found", asked(toVisitor, "depart-queue").getString("reason"));
        assertEquals("agent-not-found", visitor.standing().getString("reason"));
        visitor.api().post(visitor.path("/message"), new JsonObject().put("message", "Please call me")).expect(200);
        JsonObject left = request(node.backEnd(), visitor.id());
        assertEquals(List.of("Please call me", "start", "agent-not-found", "visitor"),
                List.of(left.getString("message"), left.getString("state"), left.getString("reason"), left.getString("userID")));
        assertEquals(1, statistics(node.backEnd()).getInteger("unanswered"));
    }

    @Test
    void theQuestionOverflowsToTheBackup() {
        String backup = workgroup + "-feet";
        make(backup, new JsonObject().put("members", TWO));
        open(new JsonObject().put("requestTimeout", 1).put("backupWorkgroup", backup).put("members", ONE));
        ExpertDesk two = expert(TWO);
        Asker visitor = visitorAsks();
        assertEquals(backup + "@" + at("workgroup"), two.offered(visitor.id()).getString("workgroup"));
    }

    @Test
    void aClosedWorkgroupTakesAMessageAndNothingElse() {
        open(new JsonObject().put("openingHours", new JsonObject().put("timeZone", "Europe/Vienna").put("weekly", new JsonObject())));
        assertEquals("closed", node.api().get(V1 + "/workgroups/" + workgroup).expect(200).json().getString("status"));
        ApiResponse refused = stranger().post(V1 + "/ask", question()).expect(409);
        assertEquals("workgroup-closed", refused.code());
        JsonObject request = refused.json().getJsonObject("request");
        ApiClient visitor = node.api().withBearer(request.getString("token"));
        visitor.post(V1 + "/ask/" + request.getString("id") + "/message", "Call me tomorrow").expect(200);
        assertEquals("Call me tomorrow", request(node.backEnd(), request.getString("id")).getString("message"));

        change(new JsonObject().put("openingHours", new JsonObject()).put("enabled", false));
        assertEquals("workgroup-closed", stranger().post(V1 + "/ask", question()).expect(409).code());
        change(new JsonObject().put("enabled", true));
        assertEquals("open", node.api().get(V1 + "/workgroups/" + workgroup).expect(200).json().getString("status"));
        stranger().post(V1 + "/ask", question()).expect(201);
    }

    @Test
    void whoAsksTooMuchIsRefusedAndNothingIsLeftBehind() {
        open();
        ApiClient one = stranger();
        List<Asker> asked = List.of(1, 2, 3, 4, 5).stream()
                .map(number -> Asker.of(node, one.post(V1 + "/ask", question()).expect(201).json())).toList();
        ApiResponse refused = one.post(V1 + "/ask", question()).expect(429);
        assertEquals("too-many-asks", refused.code());
        assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
        ApiClient elsewhere = asked.get(0).api().with("X-Forwarded-For", "198.19.0.1");
        assertEquals("already-asked", elsewhere.post(V1 + "/ask", question()).expect(409).code());
        assertEquals(5, waiting());
        asked.get(0).cancel();
        one.post(V1 + "/ask", question()).expect(201);
        assertEquals("unknown-workgroup", one.post(V1 + "/ask", question().put("workgroup", "nowhere")).expect(404).code());
        one.post(V1 + "/ask", question().put("question", "x".repeat(4001))).expect(400);
        assertEquals(5, waiting());
    }

    private int waiting() {
        return node.api().get(V1 + "/workgroups/" + workgroup).expect(200).json().getInteger("waiting");
    }

    @Test
    void aWorkgroupThatIsNotForEverybodyWantsALogin() {
        open(new JsonObject().put("open", false));
        assertEquals("credentials-missing", stranger().post(V1 + "/ask", question()).expect(401).code());
        node.backEnd().post(V1 + "/ask", question()).expect(201);
        Person user = node.login(USER);
        String id = user.api().post(V1 + "/ask", question()).expect(201).json().getString("id");
        user.api().delete(V1 + "/ask/" + id).expect(200);
        user.api().post(V1 + "/ask", question()).expect(201);
    }

    @Test
    void aVisitorsTokenIsWorthNothingElsewhere() {
        open();
        Asker visitor = visitorAsks();
        Asker other = visitorAsks();
        assertEquals("not-yours", visitor.api().get(other.path("")).expect(403).code());
        visitor.api().delete(other.path("")).expect(403);
        visitor.api().put(other.path(""), "hello").expect(403);
        visitor.api().get(other.path("/events")).expect(403);
        assertEquals("queued", other.standing().getString("state"));
        visitor.api().get(chat("/assists")).expect(401);
        visitor.api().get(chat("/contacts")).expect(401);
        visitor.api().get(V1 + "/ask/admin").expect(401);
        visitor.api().get(V1 + "/workgroups/" + workgroup + "/requests").expect(401);
        node.api().withBearer(visitor.streamToken()).get(visitor.path("")).expect(401);
        node.login(USER).api().get(visitor.path("")).expect(403);
        node.api().get(visitor.path("")).expect(401);
        node.api().delete(visitor.path("?token=" + visitor.streamToken())).expect(401);
    }

    @Test
    void whatWasSaidIsReadByItsExpertTheSupervisorsAndAdminsAlone() {
        open(new JsonObject().put("supervisors", new JsonArray().add(THREE)));
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        visitor.say(new JsonObject().put("body", "Is it 42?").put("extra", 1));
        one.hears("Is it 42?");
        one.say(visitor.id(), "It is.");
        one.hears("It is.");
        visitor.cancel();
        one.out(visitor.id());

        server.register(ADMIN, ADMIN);
        String path = V1 + "/workgroups/" + workgroup + "/requests/" + visitor.id() + "/transcript";
        for (ApiClient reader : List.of(one.person().api(), node.login(THREE).api(), node.login(ADMIN).api(), node.backEnd())) {
            JsonObject transcript = reader.get(path).expect(200).json();
            assertEquals(List.of("Is it 42?", "It is."), bodies(transcript));
            assertEquals(1, transcript.getJsonArray("messages").getJsonObject(0).getJsonObject("data").getInteger("extra"));
            assertEquals("What is the meaning of life", transcript.getString("question"));
            assertEquals(List.of(ONE), transcript.getJsonArray("experts").getList());
            assertTrue(reader.with("Accept", "text/plain").get(path).expect(200).text().contains("Is it 42?"));
            assertEquals(visitor.id(), request(reader, visitor.id()).getString("id"));
        }
        Person two = node.login(TWO);
        assertEquals("not-yours", two.api().get(path).expect(403).code());
        assertTrue(two.api().get(V1 + "/workgroups/" + workgroup + "/requests").expect(200).json().getJsonArray("requests").isEmpty());
        assertEquals("not-a-member", node.login(USER).api().get(path).expect(403).code());
        node.api().get(path).expect(401);

        JsonObject statistics = statistics(node.login(THREE).api());
        assertEquals(List.of(1, 1, 0, 0), List.of(statistics.getInteger("asked"), statistics.getInteger("accepted"),
                statistics.getInteger("missed"), statistics.getInteger("abandoned")));
        JsonObject ofOne = statistics.getJsonArray("experts").getJsonObject(0);
        assertEquals(List.of(ONE, 1, 1), List.of(ofOne.getString("expert"), ofOne.getInteger("offered"), ofOne.getInteger("accepted")));
        assertTrue(Instant.parse(statistics.getString("from")).isBefore(Instant.parse(statistics.getString("to"))));
        node.login(USER).api().get(V1 + "/workgroups/" + workgroup + "/statistics").expect(403);
        node.backEnd().post(chat("/logoff?all=true&user=" + ADMIN));
    }

    private static List<String> bodies(JsonObject transcript) {
        return transcript.getJsonArray("messages").stream().map(message -> ((JsonObject) message).getString("body")).toList();
    }

    private JsonObject request(ApiClient reader, String id) {
        return reader.get(V1 + "/workgroups/" + workgroup + "/requests").expect(200).json().getJsonArray("requests").stream()
                .map(JsonObject.class::cast).filter(request -> request.getString("id").equals(id)).findFirst().orElseThrow();
    }

    private JsonObject statistics(ApiClient reader) {
        return reader.get(V1 + "/workgroups/" + workgroup + "/statistics").expect(200).json();
    }
}
