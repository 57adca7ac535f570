package io.parley.fastpath;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A visitor's page is reloaded, and Parley is killed, in whatever state the question is: nothing is lost, and nothing is told twice. */
@WithXmpp
@Tag("once")
class VisitorStreamIT extends FastpathStory {
    VisitorStreamIT(XmppServer server) {
        super(server);
    }

    @Test
    void aReloadTellsAllAgainAndALostConnectionGoesOn() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        one.say(visitor.id(), "first");
        visitor.say("second");
        SseClient before = keep(visitor.stream());
        String first = before.await(event -> "first".equals(event.json().getString("body"))).id();
        askedBody(before, "second");
        before.close();
        one.say(visitor.id(), "third");
        one.hears("third");

        SseClient reloaded = keep(visitor.stream());
        askedBody(reloaded, "third");
        assertEquals(List.of("offer", "occupantJoined", "occupantJoined", "first", "second", "third"), kept(reloaded));
        SseClient continued = keep(visitor.streamAfter(first));
        askedBody(continued, "third");
        assertEquals(List.of("second", "third"), kept(continued));
        one.say(visitor.id(), "live");
        askedBody(reloaded, "live");
        askedBody(continued, "live");
        assertEquals(List.of("second", "third", "live"), kept(continued));
        assertEquals(ids(reloaded).subList(4, 7), ids(continued));
    }

    private static List<String> ids(SseClient stream) {
        return stream.events().stream().filter(event -> event.event().equals("chatapi.ask")).map(SseEvent::id)
                .map(id -> id.substring(0, id.lastIndexOf('-'))).toList();
    }

    @Test
    void aQuestionThatWaitsKeepsItsPlaceAndItsTime() {
        open();
        String brief = workgroup + "-brief";
        make(brief, new JsonObject().put("requestTimeout", 3));
        Asker first = visitorAsks();
        Asker second = visitorAsks();
        Asker hasty = visitorAsks(question().put("workgroup", brief));
        crash();
        SseClient toSecond = keep(second.stream());
        assertEquals(2, toSecond.await(event -> ExpertDesk.is(event, "chatapi.ask", "update-queue")).json().getInteger("position"));
        assertEquals(1, first.standing().getInteger("queuePosition"));
        SseClient toHasty = keep(hasty.stream());
        assertEquals("agent-not-found", asked(toHasty, "depart-queue").getString("reason"));
        hasty.api().post(hasty.path("/message"), "Call me").expect(200);
    }

    @Test
    void anOfferStandsAndItsTimeGoesOn() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        Asker next = visitorAsks();
        JsonObject offer = one.offered(visitor.id());
        crash();
        ExpertDesk again = expert(ONE);
        assertEquals(offer.getString("expires"), again.offered(visitor.id()).getString("expires"));
        again.accept(visitor.id()).expect(200);
        again.comes(visitor.id());
        again.offered(next.id());
        visitor.enter("Wanda");
        visitor.say("still here");
        again.hears("still here");
    }

    @Test
    void anOfferThatRanOutMeanwhileIsRevoked() {
        open(new JsonObject().put("offerTimeout", 2).put("members", ONE).put("missedOffers", 100).put("rejectionTimeout", 0));
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        Instant due = Instant.parse(one.offered(visitor.id()).getString("expires"));
        node.kill();
        Eventually.get(Instant::now, now -> now.isAfter(due));
        node.start();
        ExpertDesk again = expert(ONE);
        JsonObject anew = again.stream().await(event -> ExpertDesk.is(event, "chatapi.assist", "offerReceived")
                && Instant.parse(event.json().getString("expires")).isAfter(due)).json();
        assertEquals(visitor.id(), anew.getString("id"));
        assertEquals("queued", visitor.standing().getString("state"));
    }

    /** The expert is a native client, so that the room does not empty with Parley. */
    @Test
    void aConversationGoesOnAndWhatWasSaidMeanwhileIsTold() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        one.offered(visitor.id());
        try (NativeClient device = NativeClient.login(server, ONE)) {
            one.accept(visitor.id()).expect(200);
            one.invited(visitor.id());
            device.join(visitor.id(), "Dr. One");
            visitor.enter("Wanda");
            SseClient before = keep(visitor.stream());
            says(device, visitor, "before");
            String last = before.await(event -> "before".equals(event.json().getString("body"))).id();

            node.kill();
            List<String> meanwhile = List.of("meanwhile 1", "meanwhile 2", "meanwhile 3");
            meanwhile.forEach(body -> says(device, visitor, body));
            node.start();

            SseClient continued = keep(visitor.streamAfter(last));
            askedBody(continued, "meanwhile 3");
            assertEquals("chat-room", visitor.standing().getString("state"));
            visitor.say("I was away");
            device.awaitBody("I was away");
            says(device, visitor, "and I was not");
            askedBody(continued, "and I was not");
            assertEquals(List.of("meanwhile 1", "meanwhile 2", "meanwhile 3", "I was away", "and I was not"), said(continued));
            SseClient reloaded = keep(visitor.stream());
            askedBody(reloaded, "and I was not");
            assertEquals(List.of("before", "meanwhile 1", "meanwhile 2", "meanwhile 3", "I was away", "and I was not"), said(reloaded));
            visitor.cancel();
            device.awaitPresence(presence -> MUCUser.from(presence) != null && MUCUser.from(presence).getDestroy() != null);
        }
    }

    @Test
    void anExpertOverHttpComesBackIntoTheRoom() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient before = keep(visitor.stream());
        one.say(visitor.id(), "before");
        String last = before.await(event -> "before".equals(event.json().getString("body"))).id();
        crash();
        ExpertDesk again = expert(ONE);
        again.person().api().put(chat("/rooms/" + visitor.id())).expect(200);
        again.say(visitor.id(), "I am back");
        SseClient continued = keep(visitor.streamAfter(last));
        askedBody(continued, "I am back");
        visitor.say("So am I");
        again.hears("So am I");
        assertEquals("chat-room", visitor.standing().getString("state"));
        assertTrue(kept(continued).stream().noneMatch("depart-queue"::equals));
    }

    /** Accepted, and killed before there was a room for it. */
    @Test
    void whatWasAcceptedGetsItsRoomAfterwards() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = visitorAsks();
        one.offered(visitor.id());
        one.accept(visitor.id()).expect(200);
        crash();
        ExpertDesk again = expert(ONE);
        SseClient toVisitor = keep(visitor.stream());
        again.comes(visitor.id());
        asked(toVisitor, "offer");
        visitor.say("Here we are");
        again.hears("Here we are");
        assertEquals(1, toVisitor.events().stream().filter(event -> ExpertDesk.is(event, "chatapi.ask", "offer")).count());
    }

    private void crash() {
        node.kill();
        node.start();
    }

    private static List<String> said(SseClient stream) {
        return stream.events().stream().filter(event -> ExpertDesk.is(event, "chatapi.ask", "groupchat"))
                .map(event -> event.json().getString("body")).toList();
    }

    private static void says(NativeClient device, Asker visitor, String body) {
        device.send(StanzaBuilder.buildMessage("x-" + body.hashCode()).ofType(Message.Type.groupchat).to(device.roomJid(visitor.id()))
                .setBody(body).build());
        device.awaitBody(body);
    }
}
