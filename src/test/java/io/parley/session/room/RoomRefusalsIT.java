package io.parley.session.room;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.support.ApiResponse;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.xdata.form.FillableForm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.jxmpp.jid.parts.Resourcepart;

/** What a room's owner, Otto with a client of his own, keeps Vera from: each refusal is a 422 with the room's condition. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomRefusalsIT {
    private final ParleyNode node;
    private Person vera;
    private SseClient told;
    private NativeClient otto;
    private MultiUserChat chat;
    private String room;

    RoomRefusalsIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeAll
    void logIn() {
        List.of("ref-vera", "ref-otto").forEach(name -> node.server().register(name, name));
        vera = node.login("ref-vera");
        told = vera.stream();
        otto = NativeClient.login(node.server(), "ref-otto");
    }

    @AfterAll
    void leave() {
        told.close();
        vera.leave();
        otto.close();
    }

    @BeforeEach
    void ownRoom() {
        room = "f" + UUID.randomUUID().toString().substring(0, 8);
        chat = otto.join(room, "Otto");
    }

    @AfterEach
    void ottoLeaves() throws Exception {
        if (chat.isJoined()) {
            chat.leave();
        }
    }

    private String path(String rest) {
        return chat("/rooms/" + room + rest);
    }

    private void configure(String field, boolean value) throws Exception {
        FillableForm form = chat.getConfigurationForm().getFillableForm();
        form.setAnswer(field, value);
        chat.sendConfigurationForm(form);
    }

    private static void assertCondition(String condition, ApiResponse refused) {
        assertEquals(condition, refused.expect(422).json().getString("condition"));
    }

    private JsonObject leftBecause(String reason) {
        return told.next(event -> "occupantLeft".equals(event.json().getString("type"))
                && event.json().getString("from").startsWith(room) && reason.equals(event.json().getString("reason"))).json();
    }

    @Test
    void aPasswordIsAskedFor() throws Exception {
        FillableForm form = chat.getConfigurationForm().getFillableForm();
        if (form.hasField("muc#roomconfig_passwordprotectedroom")) {
            form.setAnswer("muc#roomconfig_passwordprotectedroom", true);
        }
        form.setAnswer("muc#roomconfig_roomsecret", "let <me> in");
        chat.sendConfigurationForm(form);
        assertCondition("not-authorized", vera.api().put(path("")));
        assertCondition("not-authorized", vera.api().put(path("?password=wrong")));
        assertEquals("ref-vera", vera.api().put(path("?password=let%20%3Cme%3E%20in")).expect(200).json().getString("nickname"));
    }

    @Test
    void aNicknameIsTakenOnce() {
        assertCondition("conflict", vera.api().put(path("?nickname=Otto")));
        vera.api().put(path("?nickname=Vera")).expect(200);
    }

    @Test
    void aRoomForMembersWantsMembers() throws Exception {
        configure("muc#roomconfig_membersonly", true);
        assertCondition("registration-required", vera.api().put(path("")));
        chat.grantMembership(otto.userJid("ref-vera"));
        vera.api().put(path("")).expect(200);
    }

    @Test
    void whoIsBannedIsOutAndStaysOut() throws Exception {
        vera.api().put(path("")).expect(200);
        chat.banUser(otto.userJid("ref-vera"), "enough");
        assertEquals(true, leftBecause("banned").getBoolean("self"));
        assertCondition("not-acceptable", vera.api().post(path(""), "but"));
        assertCondition("forbidden", vera.api().put(path("")));
    }

    @Test
    void whoIsKickedIsOutAndMayComeBack() throws Exception {
        vera.api().put(path("")).expect(200);
        chat.kickParticipant(Resourcepart.from("ref-vera"), "calm down");
        assertEquals(true, leftBecause("kicked").getBoolean("self"));
        assertCondition("not-acceptable", vera.api().post(path(""), "but"));
        vera.api().put(path("")).expect(200);
        vera.api().post(path(""), "sorry").expect(200);
    }

    @Test
    void aRoomThatIsDestroyedIsLeft() throws Exception {
        vera.api().put(path("")).expect(200);
        chat.destroy("the end", null);
        assertEquals(true, leftBecause("destroyed").getBoolean("self"));
        assertCondition("not-acceptable", vera.api().post(path(""), "hello?"));
    }

    @Test
    void whoHasNoVoiceIsNotHeard() throws Exception {
        configure("muc#roomconfig_moderatedroom", true);
        vera.api().put(path("")).expect(200);
        otto.awaitPresence(one -> one.getFrom().toString().equals(otto.roomJid(room) + "/ref-vera"));
        chat.revokeVoice(Resourcepart.from("ref-vera"));
        assertCondition("forbidden", vera.api().post(path(""), "mmh"));
        chat.grantVoice(Resourcepart.from("ref-vera"));
        vera.api().post(path(""), "ah").expect(200);
        otto.awaitBody("ah");
    }

    /** Nobody waits for its answer, so an event says it; and the room is not entered again after every lost connection. */
    @Test
    void aJoinByHandThatIsRefusedIsTold() {
        vera.api().post(chat("/xmpp"), "<presence to='" + otto.roomJid(room) + "/Otto'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
                .expect(202);
        assertEquals(true, leftBecause("not-admitted").getBoolean("self"));
        assertEquals("not-joined", vera.api().post(path(""), "hello").expect(422).code());
    }
}
