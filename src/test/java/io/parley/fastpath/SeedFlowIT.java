package io.parley.fastpath;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithXmpp;
import io.parley.support.XmppServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.junit.jupiter.api.Test;

/** "How to use fastpath with the chat api", to the letter, between a visitor over HTTP, experts over HTTP, and a native client. */
@WithXmpp
class SeedFlowIT extends FastpathStory {
    SeedFlowIT(XmppServer server) {
        super(server);
    }

    @Test
    void aQuestionFindsItsExpertAndIsHandedOn() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = backEndAsks();
        SseClient toVisitor = keep(visitor.stream());
        String id = visitor.id();

        assertOffer(visitor, one.offered(id));
        assertEquals("queued", visitor.standing().getString("state"));
        assertEquals("not-invited", visitor.api().put(visitor.path(""), "too early").expect(409).code());
        one.accept(id).expect(200);
        assertInvitation(id, one.comes(id));
        assertEquals(Map.of("type", "offer", "id", id, "from", room(id), "mucRoom", room(id), "url", url(id)),
                withoutTo(asked(toVisitor, "offer")));
        assertEquals(Map.of("mucRoom", room(id), "nickname", "Wanda", "url", url(id)), visitor.enter("Wanda").getMap());
        theyTalk(visitor, toVisitor, one);

        aThirdComes(visitor, toVisitor, one);
        ExpertDesk two = handedTo(visitor, toVisitor, one);

        two.say(id, "Good bye");
        askedBody(toVisitor, "Good bye");
        two.leave(id);
        assertEquals("expert-left", asked(toVisitor, "depart-queue").getString("reason"));
        assertEquals("start", visitor.standing().getString("state"));
        assertEquals("request-ended", visitor.api().put(visitor.path(""), "anybody?").expect(409).code());
        assertEquals(kept(toVisitor), replayed(visitor), "a reload tells the same");
    }

    private Asker backEndAsks() {
        JsonObject answer = node.backEnd().post(V1 + "/ask", question().put("extra", new JsonObject().put("ward", 7))).expect(201).json();
        assertEquals("queued", answer.getString("state"));
        assertEquals(workgroup + "@" + at("workgroup"), answer.getString("workgroup"));
        assertEquals(1, answer.getInteger("position"));
        assertEquals("Somebody will be with you soon.", answer.getString("welcome"));
        return Asker.of(node, answer);
    }

    private void assertOffer(Asker visitor, JsonObject offer) {
        assertEquals(workgroup + "@" + at("workgroup"), offer.getString("workgroup"));
        assertTrue(offer.getString("from").matches("v-[^@]+@" + at("visitors")), offer::encode);
        assertEquals("request", offer.getString("kind"));
        assertTrue(Instant.parse(offer.getString("expires")).isAfter(Instant.now()), offer::encode);
        JsonObject given = new JsonObject().put("username", "visitor").put("email", "visitor@hospital.test").put("verified", false)
                .put("question", "What is the meaning of life").put("extra", new JsonObject().put("ward", 7));
        assertEquals(given, offer.getJsonObject("metaData"));
    }

    private void assertInvitation(String id, JsonObject invitation) {
        assertEquals(room(id), invitation.getString("room"));
        assertEquals(workgroup + "@" + at("workgroup"), invitation.getString("inviter"));
        assertEquals(id, invitation.getString("reason"));
        assertEquals(url(id), invitation.getString("url"));
        assertTrue(invitation.getString("to").startsWith(server.jid(ONE) + "/"), invitation::encode);
    }

    private void theyTalk(Asker visitor, SseClient toVisitor, ExpertDesk one) {
        JsonObject greeting = new JsonObject().put("body", "Hello").put("extra", new JsonArray().add(1).add("zwei"));
        String sent = visitor.say(greeting).json().getString("id");
        JsonObject heard = one.hears("Hello");
        assertEquals(greeting, heard.getJsonObject("data"));
        assertEquals(room(visitor.id()) + "/Wanda", heard.getString("from"));
        assertEquals(sent, heard.getString("id"));

        JsonObject answer = new JsonObject().put("body", "It is 42").put("extra", new JsonObject().put("sure", true));
        one.say(visitor.id(), answer);
        JsonObject told = askedBody(toVisitor, "It is 42");
        assertEquals(answer, told.getJsonObject("data"));
        assertTrue(told.getString("from").startsWith(room(visitor.id()) + "/"), told::encode);
        assertEquals(List.of("Hello", "It is 42"), said(visitor));
    }

    /** A native client, which sees a room like any other. */
    private void aThirdComes(Asker visitor, SseClient toVisitor, ExpertDesk one) {
        String id = visitor.id();
        try (NativeClient three = NativeClient.login(server, THREE)) {
            JsonObject help = new JsonObject().put("to", server.jid(THREE)).put("reason", "please help");
            one.person().api().post(one.offer(id) + "/invite", help).expect(200);
            Message invited = three.awaitMessage(message -> MUCUser.from(message) != null && MUCUser.from(message).getInvite() != null);
            assertEquals(room(id), invited.getFrom().asBareJid().toString());
            three.join(id, "three");
            told(toVisitor, "occupantJoined", "three");
            Presence wanda = three.awaitPresence(presence -> presence.getFrom().toString().equals(room(id) + "/Wanda"));
            assertTrue(wanda.isAvailable());
            visitor.say(new JsonObject().put("body", "Good day").put("extra", "x"));
            Message heard = three.awaitBody("Good day");
            assertEquals(Message.Type.groupchat, heard.getType());
            assertEquals(room(id) + "/Wanda", heard.getFrom().toString());
            three.send(StanzaBuilder.buildMessage("x-three").ofType(Message.Type.groupchat).to(three.roomJid(id))
                    .setBody("I am three").build());
            askedBody(toVisitor, "I am three");
            one.hears("I am three");
        }
        told(toVisitor, "occupantLeft", "three");
        assertEquals("chat-room", visitor.standing().getString("state"), "a guest who leaves takes nobody along");
    }

    private static void told(SseClient toVisitor, String type, String nickname) {
        toVisitor.await(event -> ExpertDesk.is(event, "chatapi.ask", type) && nickname.equals(event.json().getString("nickname")));
    }

    private ExpertDesk handedTo(Asker visitor, SseClient toVisitor, ExpertDesk one) {
        String id = visitor.id();
        ExpertDesk two = expert(TWO);
        assertEquals("expert-unavailable", transfer(one, id, ONE, "to myself").expect(409).code());
        transfer(one, id, server.jid(TWO), "knows it best").expect(200);
        JsonObject offer = two.offered(id);
        assertEquals(List.of("transfer", "knows it best"), List.of(offer.getString("kind"), offer.getString("reason")));
        two.accept(id).expect(200);
        two.comes(id);
        JsonObject told = asked(toVisitor, "transferred");
        assertEquals("knows it best", told.getString("reason"));
        assertEquals("affiliation-changed", one.out(id));
        assertEquals("chat-room", visitor.standing().getString("state"));
        assertEquals("not-in-chat", transfer(one, id, TWO, "again").expect(409).code());
        one.person().api().put(chat("/rooms/" + id)).expect(422);
        return two;
    }

    private List<String> replayed(Asker visitor) {
        try (SseClient again = visitor.stream()) {
            asked(again, "depart-queue");
            return kept(again);
        }
    }

    @Test
    void anybodyAsksAndGoesAndTheRoomIsNoMore() {
        open();
        ExpertDesk one = expert(ONE);
        Asker visitor = inRoom(one);
        SseClient toVisitor = keep(visitor.stream());
        visitor.say("Just a moment");
        one.hears("Just a moment");
        visitor.cancel();
        assertEquals("left", asked(toVisitor, "depart-queue").getString("reason"));
        assertEquals("destroyed", one.out(visitor.id()));
        Eventually.get(() -> one.person().api().get(chat("/rooms/" + visitor.id())).status(), status -> status == 404);
        visitor.cancel();
        assertEquals("start", visitor.standing().getString("state"));
        assertEquals("left", visitor.standing().getString("reason"));
    }

    @Test
    void aLoggedInUserAsksAndComesAsThemselves() {
        open();
        ExpertDesk one = expert(ONE);
        Person user = node.login(USER);
        SseClient toUser = keep(user.stream());
        JsonObject answer = user.api().post(V1 + "/ask", question().put("userID", "somebody else")).expect(201).json();
        assertNull(answer.getString("token"));
        assertNull(answer.getString("streamToken"));
        String id = answer.getString("id");

        JsonObject offer = one.offered(id);
        assertEquals(server.jid(USER), offer.getString("from"));
        assertEquals(true, offer.getJsonObject("metaData").getBoolean("verified"));
        assertEquals("already-asked", user.api().post(V1 + "/ask", question()).expect(409).code());
        one.accept(id).expect(200);
        one.comes(id);
        assertEquals(room(id), asked(toUser, "offer").getString("mucRoom"));
        JsonObject invitation = toUser.await(event -> ExpertDesk.is(event, "chatapi.muc", "invitationReceived")).json();
        assertEquals(List.of(room(id), workgroup + "@" + at("workgroup")),
                List.of(invitation.getString("room"), invitation.getString("inviter")));

        assertEquals(room(id), user.api().post(V1 + "/ask/" + id).expect(200).json().getString("mucRoom"));
        user.api().put(V1 + "/ask/" + id, new JsonObject().put("body", "It is me").put("extra", 1)).expect(200);
        JsonObject heard = one.hears("It is me");
        assertEquals(1, heard.getJsonObject("data").getInteger("extra"));
        one.say(id, "Welcome");
        toUser.await(event -> ExpertDesk.is(event, "chatapi.muc", "groupchat") && "Welcome".equals(event.json().getString("body")));
        assertEquals(List.of("It is me", "Welcome"), Eventually.get(() -> bodies(user.api(), id), all -> all.size() == 2));

        user.api().delete(chat("/rooms/" + id)).expect(200);
        assertEquals("left", asked(toUser, "depart-queue").getString("reason"));
        assertFalse(user.api().get(V1 + "/ask/" + id).expect(200).json().getBoolean("inQueue"));
    }

    private String room(String id) {
        return id + "@" + at("conference");
    }

    private String url(String id) {
        return "https://" + server.domain() + ":7443/ofmeet/r/" + id;
    }

    private static Map<String, Object> withoutTo(JsonObject event) {
        JsonObject rest = event.copy();
        assertTrue(((String) rest.remove("to")).startsWith("v-"), event::encode);
        assertEquals(Set.of("type", "id", "from", "mucRoom", "url"), rest.fieldNames());
        return rest.getMap();
    }

    private static List<String> said(Asker visitor) {
        return bodies(visitor.api(), visitor.id());
    }

    private static List<String> bodies(ApiClient api, String id) {
        return api.get(V1 + "/ask/" + id + "/messages").expect(200).json().getJsonArray("messages").stream()
                .map(message -> ((JsonObject) message).getString("body")).toList();
    }
}
