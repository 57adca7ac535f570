package io.parley.session.room;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.SseEvent;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smackx.json.packet.JsonPacketExtension;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** Rooms as a user of Parley has them: Rosa and Rolf over HTTP, Nils with a client of his own. Every test has a room of its own. */
@Tag("transport")
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsIT {
    private final ParleyNode node;
    private Person rosa;
    private Person rolf;
    private String room;
    private String roomJid;

    RoomsIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeAll
    void logIn() {
        List.of("room-rosa", "room-rolf", "room-nils").forEach(name -> node.server().register(name, name));
        rosa = node.login("room-rosa");
        rolf = node.login("room-rolf");
    }

    @AfterAll
    void leave() {
        rosa.leave();
        rolf.leave();
    }

    @BeforeEach
    void ownRoom() {
        room = "r" + UUID.randomUUID().toString().substring(0, 8);
        roomJid = room + "@conference." + node.server().domain();
    }

    private NativeClient nils() {
        return NativeClient.login(node.server(), "room-nils");
    }

    private String path(String rest) {
        return chat("/rooms/" + room + rest);
    }

    private Predicate<SseEvent> told(String type, String from) {
        return event -> event.event().equals("chatapi.muc") && type.equals(event.json().getString("type"))
                && from.equals(event.json().getString("from"));
    }

    private Predicate<SseEvent> said(String id) {
        return event -> event.event().equals("chatapi.muc") && id.equals(event.json().getString("id"));
    }

    @Test
    void whoeverComesFirstMakesTheRoomAndOthersCanEnter() {
        try (NativeClient nils = nils(); SseClient rosaHears = rosa.stream()) {
            JsonObject joined = rosa.api().put(path("")).expect(200).json();
            assertEquals(new JsonObject().put("room", roomJid).put("nickname", "room-rosa").put("created", true), joined);
            JsonObject self = rosaHears.next(told("occupantJoined", roomJid + "/room-rosa")).json();
            assertEquals(true, self.getBoolean("self"));
            assertEquals("owner", self.getString("affiliation"));

            nils.join(room, "Nils");
            JsonObject came = rosaHears.next(told("occupantJoined", roomJid + "/Nils")).json();
            assertEquals("Nils", came.getString("nickname"));
            assertNull(came.getValue("self"));
            assertFalse(rolf.api().put(rolf.session("/rooms/" + room + "?nickname=Rolf&service=conference")).expect(200).json()
                    .getBoolean("created"));
            rosaHears.next(told("occupantJoined", roomJid + "/Rolf"));
            assertFalse(rolf.api().put(path("?nickname=Other")).expect(200).json().getBoolean("created"), "joining twice is no fault");
        }
    }

    @Test
    void whatIsSaidComesBackAndArrivesWithAllItsData() throws Exception {
        try (NativeClient nils = nils(); SseClient rosaHears = rosa.stream(); SseClient rolfHears = rolf.stream()) {
            rosa.api().put(path("")).expect(200);
            rolf.api().put(path("")).expect(200);
            MultiUserChat chat = nils.join(room, "Nils");

            JsonObject given = new JsonObject().put("body", "<b>hello</b> &amp; \"all\"").put("n", 1).put("deep", new JsonArray().add("<x/>"));
            String id = rosa.api().post(path(""), given).expect(200).json().getString("id");
            JsonObject reflected = rosaHears.next(said(id)).json();
            JsonObject heard = rolfHears.next(said(id)).json();
            for (JsonObject event : List.of(reflected, heard)) {
                assertEquals("groupchat", event.getString("type"));
                assertEquals(given, event.getJsonObject("data"));
                assertEquals("<b>hello</b> &amp; \"all\"", event.getString("body"));
                assertEquals(roomJid + "/room-rosa", event.getString("from"));
            }
            assertEquals(id, nils.awaitBody("<b>hello</b> &amp; \"all\"").getStanzaId());

            String dataAlone = rosa.api().post(path("?service=%22conference%22"), new JsonObject().put("n", 2)).expect(200).json()
                    .getString("id");
            JsonObject silent = rolfHears.next(said(dataAlone)).json();
            assertNull(silent.getValue("body"));
            assertEquals(new JsonObject().put("n", 2), silent.getJsonObject("data"));
            assertEquals(new JsonObject().put("n", 2), new JsonObject(JsonPacketExtension.from(
                    nils.awaitMessage(one -> dataAlone.equals(one.getStanzaId()))).getJson()));

            chat.sendMessage("hello from nils");
            assertEquals(roomJid + "/Nils", rosaHears.next(event -> event.data().contains("hello from nils")).json().getString("from"));
        }
    }

    @Test
    void subjectNicknamesAndComingAndGoingAreTold() throws Exception {
        try (NativeClient nils = nils(); SseClient rosaHears = rosa.stream()) {
            MultiUserChat chat = nils.join(room, "Nils");
            chat.changeSubject("what <it> & is about");
            rosa.api().put(path("")).expect(200);
            assertEquals("what <it> & is about", rosaHears.next(event -> "subject".equals(event.json().getString("type"))).json()
                    .getString("subject"));

            nils.send(PresenceBuilder.buildPresence("n1").to(JidCreate.entityFullFrom(nils.roomJid(room), Resourcepart.from("Niels"))).build());
            assertEquals("renamed", rosaHears.next(told("occupantLeft", roomJid + "/Nils")).json().getString("reason"));
            rosaHears.next(told("occupantJoined", roomJid + "/Niels"));

            rosa.api().post(chat("/xmpp"), "<presence to='" + roomJid + "/Rosie'/>").expect(202);
            JsonObject before = rosaHears.next(told("occupantLeft", roomJid + "/room-rosa")).json();
            assertEquals("renamed", before.getString("reason"));
            assertEquals(true, before.getBoolean("self"));
            assertEquals(true, rosaHears.next(told("occupantJoined", roomJid + "/Rosie")).json().getBoolean("self"));
            String id = rosa.api().post(path(""), "still here").expect(200).json().getString("id");
            assertEquals(roomJid + "/Rosie", rosaHears.next(said(id)).json().getString("from"));

            nils.send(PresenceBuilder.buildPresence("n2").ofType(Presence.Type.unavailable)
                    .to(JidCreate.entityFullFrom(nils.roomJid(room), Resourcepart.from("Niels"))).build());
            assertNull(rosaHears.next(told("occupantLeft", roomJid + "/Niels")).json().getValue("reason"));
        }
    }

    @Test
    void whoIsTypingIsToldToTheOthers() {
        rosa.api().put(path("")).expect(200);
        rolf.api().put(path("")).expect(200);
        try (SseClient rosaHears = rosa.stream(); SseClient rolfHears = rolf.stream()) {
            rosa.api().post(chat("/chatstate/composing/" + roomJid)).expect(200);

            JsonObject typing = rolfHears.next(told("groupchat", roomJid + "/room-rosa")).json();
            assertEquals("composing", typing.getString("state"));
            assertNull(typing.getValue("body"));
            String id = rosa.api().post(path(""), "there").expect(200).json().getString("id");
            SseEvent first = rosaHears.next(told("groupchat", roomJid + "/room-rosa"));
            assertEquals(id, first.json().getString("id"), "one's own typing is no news");
        }
    }

    @Test
    void leavingTwiceIsNoFault() {
        try (SseClient rosaHears = rosa.stream()) {
            rosa.api().put(path("")).expect(200);
            rosa.api().delete(path("")).expect(200);
            assertEquals(true, rosaHears.next(told("occupantLeft", roomJid + "/room-rosa")).json().getBoolean("self"));
            rosa.api().delete(path("")).expect(200);
            assertEquals("not-joined", rosa.api().post(path(""), "is anybody here?").expect(422).code());
        }
    }

    @Test
    void roomsAreFoundByNameAndDescribed() {
        try (NativeClient nils = nils()) {
            nils.join(room, "Nils");
            JsonArray found = rosa.api().get(chat("/rooms?search=" + room)).expect(200)
                    .json().getJsonArray("chatRooms");
            assertEquals(1, found.size());
            assertEquals(room, found.getJsonObject(0).getString("roomName"));
            for (String service : List.of("conference", "%22conference%22", "conference." + node.server().domain())) {
                assertEquals(room, rosa.api().get(path("?servicename=" + service)).expect(200).json().getString("roomName"));
                assertTrue(rosa.api().get(chat("/rooms?servicename=" + service)).expect(200).text().contains(room));
            }
            assertTrue(rosa.api().get(chat("/rooms?search=no-such-room-at-all")).expect(200).json().getJsonArray("chatRooms").isEmpty());
            JsonObject known = rosa.api().get(rosa.session("/rooms/" + room)).expect(200).json();
            assertEquals(false, known.getBoolean("passwordProtected"));
            assertEquals(roomJid, known.getString("jid"));
        }
        assertEquals("unknown-room", rosa.api().get(chat("/rooms/no-such-room-at-all")).expect(404).code());
        assertEquals("bad-room", rosa.api().get(chat("/rooms/two%20words")).expect(400).code());
        assertEquals("bad-service", rosa.api().get(path("?servicename=a%20b")).expect(400).code());
        assertTrue(rosa.api().get(chat("/rooms?servicename=nowhere.invalid")).status() >= 400);
    }

    @Test
    void whoIsInARoomIsKnownInsideAndAsFarAsTheServerTellsOutside() {
        try (NativeClient nils = nils(); SseClient rosaHears = rosa.stream()) {
            nils.join(room, "Nils");
            rosa.api().put(path("?nickname=Rosa")).expect(200);
            rosaHears.next(told("occupantJoined", roomJid + "/Rosa"));
            JsonArray inside = rosa.api().get(path("/participants")).expect(200).json().getJsonArray("participants");
            assertEquals(Set.of(roomJid + "/Nils", roomJid + "/Rosa"), jids(inside));
            JsonArray occupants = rosa.api().get(rosa.session("/rooms/" + room + "/occupants")).expect(200).json().getJsonArray("occupants");
            assertEquals(Set.of(roomJid + "/Nils", roomJid + "/Rosa"), jids(occupants));
            JsonObject other = occupants.stream().map(JsonObject.class::cast).filter(one -> one.getString("jid").endsWith("/Nils"))
                    .findFirst().orElseThrow();
            assertEquals("owner", other.getString("affiliation"));
            assertEquals("available", other.getString("show"));

            JsonArray outside = rolf.api().get(path("/participants")).expect(200).json().getJsonArray("participants");
            // Prosody lists the occupants of a room to nobody who is not in it
            boolean listed = !node.server().name().equals("prosody");
            assertEquals(listed ? Set.of(roomJid + "/Nils", roomJid + "/Rosa") : Set.of(), jids(outside));
        }
        assertEquals("unknown-room", rolf.api().get(chat("/rooms/no-such-room-at-all/participants")).expect(404).code());
        assertEquals("unknown-room", rolf.api().get(chat("/rooms/no-such-room-at-all/occupants")).expect(404).code());
    }

    private static Set<String> jids(JsonArray list) {
        return list.stream().map(one -> ((JsonObject) one).getString("jid")).collect(Collectors.toSet());
    }

    @Test
    void theHistoryIsReadPageByPage() {
        rosa.api().put(path("")).expect(200);
        for (int i = 1; i <= 5; i++) {
            rosa.api().post(path(""), "line " + i).expect(200);
        }
        JsonObject newest = rosa.api().get(path("/chathistory?max=2")).expect(200).json();
        assertEquals(List.of("line 4", "line 5"), bodies(newest));
        JsonObject before = rosa.api().get(path("/chathistory?max=2&before=" + newest.getString("before"))).expect(200).json();
        assertEquals(List.of("line 2", "line 3"), bodies(before));
        assertEquals(List.of("line 4", "line 5"),
                bodies(rosa.api().get(path("/chathistory?max=9&after=" + before.getString("after"))).expect(200).json()));
        assertEquals(List.of("line 3"), bodies(rosa.api().get(path("/chathistory?keywords=LINE%203")).expect(200).json()));
        assertEquals(400, rosa.api().get(path("/chathistory?max=0")).status());
        assertEquals(400, rosa.api().get(path("/chathistory?start=yesterday")).status());
    }

    private static List<String> bodies(JsonObject page) {
        return page.getJsonArray("messages").stream().map(one -> ((JsonObject) one).getString("body")).toList();
    }

    @Test
    void invitationsGoBothWaysMediatedByTheRoom() throws Exception {
        try (NativeClient nils = nils(); SseClient rosaHears = rosa.stream(); SseClient rolfHears = rolf.stream()) {
            rosa.api().put(path("")).expect(200);
            rosa.api().post(path("/room-nils"), "come <in> & see").expect(200);
            Message invited = nils.awaitMessage(one -> MUCUser.from(one) != null && MUCUser.from(one).getInvite() != null);
            assertEquals("come <in> & see", MUCUser.from(invited).getInvite().getReason());

            rosa.api().post(path("/" + rolf.address()), "you too").expect(200);
            JsonObject told = rolfHears.next(event -> "invitationReceived".equals(event.json().getString("type"))).json();
            assertEquals(roomJid, told.getString("room"));
            assertEquals("you too", told.getString("reason"));
            assertEquals("https://" + node.server().domain() + ":7443/ofmeet/r/" + room, told.getString("url"));
            assertTrue(told.getString("inviter").startsWith(rosa.address()) || told.getString("inviter").startsWith(roomJid),
                    told.getString("inviter"));

            // ejabberd lets nobody but the owner invite unless the room says otherwise
            MultiUserChat own = nils.join(room + "-of-nils", "Nils");
            own.invite(nils.userJid("room-rosa"), "back again");
            JsonObject back = rosaHears.next(event -> "back again".equals(event.json().getString("reason"))).json();
            assertEquals("invitationReceived", back.getString("type"));
            assertEquals(own.getRoom().toString(), back.getString("room"));
        }
        rosa.api().delete(path("")).expect(200);
        assertEquals("not-joined", rosa.api().post(path("/room-nils"), "from outside").expect(422).code());
        rosa.api().put(path("")).expect(200);
        assertEquals("bad-jid", rosa.api().post(path("/a%40b%40c"), "nobody").expect(400).code());
    }

    @Test
    void aDirectInvitationIsToldWithItsReasonAndPassword() {
        try (NativeClient nils = nils(); SseClient rosaHears = rosa.stream()) {
            Message direct = new Message(nils.userJid("room-rosa"));
            direct.addExtension(StandardExtensionElement.builder("x", "jabber:x:conference")
                    .addAttribute("jid", roomJid).addAttribute("reason", "<please> & thanks").addAttribute("password", "s3cret").build());
            nils.send(direct);
            JsonObject told = rosaHears.next(event -> roomJid.equals(event.json().getString("room"))).json();
            assertEquals("invitationReceived", told.getString("type"));
            assertEquals(nils.jid().toString(), told.getString("inviter"));
            assertEquals("<please> & thanks", told.getString("reason"));
            assertEquals("s3cret", told.getString("password"));
            assertEquals("https://" + node.server().domain() + ":7443/ofmeet/r/" + room, told.getString("url"));
        }
    }

    @Test
    void aJoinThatTheClientWritesItselfCountsLikeAnyOther() {
        try (NativeClient nils = nils(); SseClient rosaHears = rosa.stream()) {
            nils.join(room, "Nils");
            rosa.api().post(chat("/xmpp"), "application/xml", "<presence to='" + roomJid + "/Raw'>"
                    + "<x xmlns='http://jabber.org/protocol/muc'/></presence>").expect(202);
            rosaHears.next(told("occupantJoined", roomJid + "/Raw"));
            rosa.api().post(path(""), "joined by hand").expect(200);
            nils.awaitBody("joined by hand");
            rosa.api().delete(path("")).expect(200);
            assertEquals("not-joined", rosa.api().post(path(""), "gone").expect(422).code());
        }
    }
}
