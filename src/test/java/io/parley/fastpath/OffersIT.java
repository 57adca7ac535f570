package io.parley.fastpath;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiResponse;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What experts do with their offers, and who is offered what. */
@WithXmpp
@Tag("once")
class OffersIT extends FastpathStory {
    OffersIT(XmppServer server) {
        super(server);
    }

    @Override
    Map<String, String> settings() {
        return Map.of("PARLEY_SESSIONS_AWAY_AFTER", "1s");
    }

    @Test
    void whatOneRejectsTheOtherIsOffered() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        one.offered(visitor.id());
        ExpertDesk two = expert(TWO);
        assertEquals("offer-gone", two.accept(visitor.id()).expect(409).code(), "it is another's");
        one.reject(visitor.id()).expect(200);
        two.offered(visitor.id());
        assertEquals("offer-gone", one.accept(visitor.id()).expect(409).code());
        assertEquals("offer-gone", one.reject(visitor.id()).expect(409).code());
        assertEquals("queued", visitor.standing().getString("state"));
        two.accept(visitor.id()).expect(200);
        two.accept(visitor.id()).expect(200);
        two.invited(visitor.id());
        assertEquals("chat-room", Eventually.get(visitor::standing, now -> !now.getBoolean("inQueue")).getString("state"));
        assertEquals(1, one.count("offerReceived", visitor.id()));
    }

    @Test
    void theOtherWaysToAnswerAnOffer() {
        open();
        ExpertDesk one = expert(ONE);
        ExpertDesk two = expert(TWO);
        Asker visitor = visitorAsks();
        one.offered(visitor.id());
        String offer = "/offer/" + visitor.id();
        one.person().api().delete(chat(offer)).expect(200);
        two.offered(visitor.id());
        two.person().api().post(two.person().session(offer)).expect(200);
        two.comes(visitor.id());
        transfer(two, visitor.id(), ONE, "back to you").expect(200);
        one.stream().await(event -> ExpertDesk.is(event, "chatapi.assist", "offerReceived") && event.data().contains("back to you"));
        one.person().api().delete(one.person().session("/assists/" + workgroup + "/" + visitor.id())).expect(200);
        JsonObject failed = two.stream().await(event -> ExpertDesk.is(event, "chatapi.assist", "transferFailed")).json();
        assertEquals(List.of(visitor.id(), "rejected"), List.of(failed.getString("id"), failed.getString("reason")));
        assertEquals("chat-room", offers(node.backEnd().get(two.person().session("/assists"))).get(0).getString("state"));
    }

    @Test
    void ofTwoWhoAcceptInTheSameInstantOneHasIt() {
        open(new JsonObject().put("strategy", "everyone").put("members", new JsonArray().add(ONE).add(TWO).add(THREE)));
        List<ExpertDesk> all = List.of(expert(ONE), expert(TWO), expert(THREE));
        Asker visitor = visitorAsks();
        SseClient toVisitor = keep(visitor.stream());
        all.forEach(desk -> desk.offered(visitor.id()));

        List<Future<ApiResponse>> both = all.subList(0, 2).stream()
                .map(desk -> desk.person().api().send(HttpMethod.PUT, desk.offer(visitor.id()), null, null)).toList();
        List<Integer> answers = both.stream().map(answer -> Await.await(answer).status()).toList();
        assertEquals(List.of(200, 409), answers.stream().sorted().toList());
        ExpertDesk winner = all.get(answers.indexOf(200));
        ExpertDesk loser = all.get(answers.indexOf(409));
        assertEquals("offer-gone", both.get(answers.indexOf(409)).result().code());

        assertEquals("taken", loser.revoked(visitor.id()).getString("reason"));
        assertEquals("taken", all.get(2).revoked(visitor.id()).getString("reason"));
        winner.comes(visitor.id());
        visitor.enter("Wanda");
        visitor.say("Who is it?");
        winner.hears("Who is it?");
        assertEquals(1, toVisitor.events().stream().filter(event -> ExpertDesk.is(event, "chatapi.ask", "offer")).count());
        assertTrue(loser.stream().events().stream().noneMatch(event -> ExpertDesk.is(event, "chatapi.muc", "invitationReceived")));
        assertEquals(0, winner.count("offerRevoked", visitor.id()));
    }

    /** Whoever was first: in the end nobody waits, no room stands, and the expert's only place is free. */
    @Test
    void oneAcceptsWhileTheOtherGivesUp() {
        open(new JsonObject().put("maxChats", 1));
        ExpertDesk one = expert(ONE);
        for (int round = 0; round < 8; round++) {
            Asker visitor = visitorAsks();
            one.offered(visitor.id());
            Future<ApiResponse> accepted = one.person().api().send(HttpMethod.PUT, one.offer(visitor.id()), null, null);
            Future<ApiResponse> cancelled = visitor.api().send(HttpMethod.DELETE, visitor.path(""), null, null);
            Await.await(cancelled).expect(200);
            ApiResponse answer = Await.await(accepted);
            assertTrue(answer.status() == 200 || answer.code().equals("offer-gone"), answer::text);
            assertEquals("start", visitor.standing().getString("state"));
            one.revoked(visitor.id());
            Eventually.get(() -> assist(one).orElseThrow().getJsonArray("offers").isEmpty(), none -> none);
            Eventually.get(() -> one.person().api().get(chat("/rooms/" + visitor.id())).status(), status -> status == 404);
        }
    }

    @Test
    void expertsJoinByLoggingInAndLeaveAndComeBack() {
        open();
        ExpertDesk one = expert(ONE);
        JsonObject snapshot = one.stream().await(event -> aboutUs(event, "notify-queue")).json();
        assertEquals(List.of("open", 0), List.of(snapshot.getString("status"), snapshot.getInteger("userCount")));
        one.stream().await(event -> aboutUs(event, "notify-queue-details"));
        JsonObject desk = assist(one).orElseThrow();
        assertEquals(List.of(true, true, 4), List.of(desk.getBoolean("joined"), desk.getBoolean("available"), desk.getInteger("maxChats")));

        one.person().api().delete(chat("/assists/" + workgroup)).expect(200);
        assertEquals(false, assist(one).orElseThrow().getBoolean("joined"));
        Asker first = visitorAsks();
        Asker second = visitorAsks();
        assertEquals(2, second.standing().getInteger("queuePosition"));
        one.person().api().post(one.person().session("/assists/" + workgroup), new JsonObject().put("maxChats", 1)).expect(200);
        one.offered(first.id());
        assertEquals(0, one.count("offerReceived", second.id()), "one offer at a time");
        JsonObject waiting = one.person().api().get(chat("/assists/queues")).expect(200).json().getJsonArray("queue").stream()
                .map(JsonObject.class::cast).filter(queue -> queue.getString("name").equals(workgroup)).findFirst().orElseThrow();
        assertEquals(List.of(first.id(), second.id()), waiting.getJsonArray("users").stream()
                .map(user -> ((JsonObject) user).getString("id")).toList());

        one.accept(first.id()).expect(200);
        one.comes(first.id());
        assertEquals(1, second.standing().getInteger("queuePosition"));
        assertEquals(0, one.count("offerReceived", second.id()), "as many chats as they may have");
        one.leave(first.id());
        one.offered(second.id());
        assertEquals("not-a-member", node.login(THREE).api().post(chat("/assists/" + workgroup)).expect(403).code());
    }

    @Test
    void whoListensNoMoreIsAwayAndWhoListensAgainGetsTheLongestWaiting() {
        open();
        ExpertDesk one = expert(ONE);
        one.stream().close();
        Eventually.get(() -> assist(one).orElseThrow().getBoolean("available"), available -> !available);
        Asker first = visitorAsks();
        Asker second = visitorAsks();
        assertEquals(0, workgroup().getInteger("expertsAvailable"));
        assertEquals(2, workgroup().getInteger("waiting"));
        ExpertDesk back = new ExpertDesk(one.person(), keep(one.person().stream()), workgroup);
        back.offered(first.id());
        assertEquals(0, back.count("offerReceived", second.id()));
        assertEquals(1, workgroup().getInteger("expertsAvailable"));
    }

    @Test
    void whoSaysThatTheyAreBusyIsNotAsked() {
        open();
        ExpertDesk one = expert(ONE);
        one.person().api().post(chat("/presence?show=dnd&status=lunch")).expect(200);
        Eventually.get(() -> assist(one).orElseThrow().getBoolean("available"), available -> !available);
        ExpertDesk two = expert(TWO);
        Asker visitor = visitorAsks();
        two.offered(visitor.id());
        two.reject(visitor.id()).expect(200);
        assertEquals(0, one.count("offerReceived", visitor.id()));
        one.person().api().post(chat("/presence?show=available")).expect(200);
        one.offered(visitor.id());
    }

    @Test
    void anOfferThatNobodyAnswersIsTakenBackAndItsExpertIsAway() {
        open(new JsonObject().put("offerTimeout", 1).put("missedOffers", 1).put("members", new JsonArray().add(ONE)));
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        one.offered(visitor.id());
        assertEquals("timed-out", one.revoked(visitor.id()).getString("reason"));
        Eventually.get(() -> assist(one).orElseThrow().getBoolean("available"), available -> !available);
        assertEquals("offer-gone", one.accept(visitor.id()).expect(409).code());
        assertEquals(1, visitor.standing().getInteger("queuePosition"));
    }

    @Test
    void aChatIsHandedToAnotherWorkgroup() {
        open(new JsonObject().put("members", ONE));
        String other = workgroup + "-feet";
        make(other, new JsonObject().put("members", TWO));
        ExpertDesk one = expert(ONE);
        ExpertDesk two = new ExpertDesk(expert(TWO).person(), keep(node.login(TWO).stream()), other);
        Asker visitor = inRoom(one);
        SseClient toVisitor = keep(visitor.stream());
        visitor.say("My toe is sore");
        transfer(one, visitor.id(), other, "a toe").expect(200);
        assertEquals(other + "@" + at("workgroup"), two.offered(visitor.id()).getString("workgroup"));
        assertEquals("a toe", asked(toVisitor, "transferred").getString("reason"));
        two.accept(visitor.id()).expect(200);
        two.comes(visitor.id());
        two.say(visitor.id(), "Let me see");
        askedBody(toVisitor, "Let me see");
        visitor.say("Here it is");
        two.hears("Here it is");
        assertEquals(other + "@" + at("workgroup"), visitor.standing().getString("workgroupJID"));
    }

    private boolean aboutUs(SseEvent event, String type) {
        return ExpertDesk.is(event, "chatapi.assist", type) && event.json().getString("workgroup").startsWith(workgroup + "@");
    }

    private JsonObject workgroup() {
        return node.api().get(V1 + "/workgroups/" + workgroup).expect(200).json();
    }

    private static List<JsonObject> assists(ApiResponse answer) {
        return answer.expect(200).json().getJsonArray("assists").stream().map(JsonObject.class::cast).toList();
    }

    private static List<JsonObject> offers(ApiResponse answer) {
        return assists(answer).stream().flatMap(assist -> assist.getJsonArray("offers").stream()).map(JsonObject.class::cast).toList();
    }
}
