package io.parley.fastpath;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Eventually;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who comes into the room of a question, and how it ends for whom. */
@WithXmpp
class RoomStoriesIT extends FastpathStory {
    RoomStoriesIT(XmppServer server) {
        super(server);
    }

    @Test
    void bothSeeTheOtherType() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient toVisitor = keep(visitor.stream());
        asked(toVisitor, "offer");
        visitor.api().post(visitor.path("/chatstate/composing")).expect(200);
        one.stream().await(event -> event.event().equals("chatapi.muc") && "composing".equals(event.json().getString("state")));
        one.person().api().post(chat("/chatstate/composing/" + visitor.id() + "@" + at("conference"))).expect(200);
        toVisitor.await(event -> ExpertDesk.is(event, "chatapi.ask", "groupchat") && "composing".equals(event.json().getString("state")));
    }

    @Test
    void aFellowExpertHelpsAndTheirLeavingEndsNothing() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient toVisitor = keep(visitor.stream());
        ExpertDesk two = expert(TWO);
        JsonObject help = new JsonObject().put("to", TWO).put("reason", "two see more");
        one.person().api().post(one.offer(visitor.id()) + "/invite", help).expect(200);
        JsonObject offer = two.offered(visitor.id());
        assertEquals(List.of("invite", "two see more"), List.of(offer.getString("kind"), offer.getString("reason")));
        two.accept(visitor.id()).expect(200);
        two.comes(visitor.id());
        two.say(visitor.id(), "I am the second");
        askedBody(toVisitor, "I am the second");
        two.leave(visitor.id());
        visitor.say("And now?");
        one.hears("And now?");
        assertEquals("chat-room", visitor.standing().getString("state"));
        one.leave(visitor.id());
        assertEquals("expert-left", asked(toVisitor, "depart-queue").getString("reason"));
    }

    @Test
    void aSupervisorComesUnseenWhereTheWorkgroupSaysSo() {
        open(new JsonObject().put("supervisors", new JsonArray().add(THREE)).put("hideSupervisors", true));
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient toVisitor = keep(visitor.stream());
        Person three = node.login(THREE);
        SseClient toThree = keep(three.stream());
        three.api().put(chat("/rooms/" + visitor.id())).expect(200);
        visitor.say("Is anybody listening?");
        toThree.await(event -> ExpertDesk.is(event, "chatapi.muc", "groupchat") && event.data().contains("Is anybody listening?"));
        three.api().delete(chat("/rooms/" + visitor.id())).expect(200);
        one.say(visitor.id(), "Nobody but me");
        askedBody(toVisitor, "Nobody but me");
        assertTrue(toVisitor.events().stream().noneMatch(event -> event.data().contains(THREE)), () -> toVisitor.events().toString());
    }

    @Test
    void anExpertWhoLogsOffHasLeft() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient toVisitor = keep(visitor.stream());
        one.person().leave();
        assertEquals("expert-left", asked(toVisitor, "depart-queue").getString("reason"));
    }

    @Test
    void aVisitorWhoVanishesIsWaitedForALittleWhile() {
        open(new JsonObject().put("maxChats", 1));
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient page = keep(visitor.stream());
        Asker next = visitorAsks();
        keep(next.stream());
        change(new JsonObject().put("visitorTimeout", 1));
        page.close();
        assertEquals("destroyed", one.out(visitor.id()));
        assertEquals("visitor-gone", visitor.standing().getString("reason"));
        one.offered(next.id());
    }

    @Test
    void anExpertWhoDoesNotComeGivesTheQuestionBack() {
        open(new JsonObject().put("invitationTimeout", 4));
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        SseClient toVisitor = keep(visitor.stream());
        one.offered(visitor.id());
        one.accept(visitor.id()).expect(200);
        one.invited(visitor.id());
        change(new JsonObject().put("invitationTimeout", 60));
        visitor.enter("Wanda");
        ExpertDesk two = expert(TWO);
        assertEquals("not-come", one.revoked(visitor.id()).getString("reason"));
        two.offered(visitor.id());
        JsonObject back = toVisitor.await(event -> ExpertDesk.is(event, "chatapi.ask", "update-queue")
                && "returned".equals(event.json().getString("reason"))).json();
        assertEquals(1, back.getInteger("position"));
        two.accept(visitor.id()).expect(200);
        two.comes(visitor.id());
        visitor.say("At last");
        two.hears("At last");
    }

    @Test
    void aUserWhoCancelsIsPutOutOfTheRoom() {
        open();
        ExpertDesk one = expert(ONE);
        Person user = node.login(USER);
        SseClient toUser = keep(user.stream());
        String id = user.api().post(V1 + "/ask", question()).expect(201).json().getString("id");
        one.offered(id);
        one.accept(id).expect(200);
        one.comes(id);
        asked(toUser, "offer");
        user.api().post(V1 + "/ask/" + id).expect(200);
        user.api().delete(V1 + "/ask/" + id).expect(200);
        assertEquals("left", asked(toUser, "depart-queue").getString("reason"));
        toUser.await(event -> ExpertDesk.is(event, "chatapi.muc", "occupantLeft") && "destroyed".equals(event.json().getString("reason")));
        assertEquals("destroyed", one.out(id));
    }

    @Test
    void aWorkgroupThatIsDeletedSendsEverybodyHome() {
        String brief = workgroup + "-brief";
        node.backEnd().post(V1 + "/ask/admin", new JsonObject().put("name", brief).put("open", true).put("members", ONE)).expect(201);
        Asker visitor = visitorAsks(question().put("workgroup", brief));
        SseClient toVisitor = keep(visitor.stream());
        ExpertDesk one = new ExpertDesk(node.login(ONE), keep(node.login(ONE).stream()), brief);
        one.offered(visitor.id());
        node.backEnd().delete(V1 + "/ask/admin/" + brief).expect(200);
        assertEquals("workgroup-deleted", asked(toVisitor, "depart-queue").getString("reason"));
        assertEquals("workgroup-deleted", one.revoked(visitor.id()).getString("reason"));
        Eventually.get(() -> node.api().get(V1 + "/workgroups/" + brief).status(), status -> status == 404);
    }
}
