package io.parley.session.stanza;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.SseClient;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a user says of themselves, and what is known of their contacts. Paul is on Parley, Petra has a client of her own. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PresenceIT {
    private static final String PETRA = "pre-petra";

    private final ParleyNode node;
    private Person paul;

    PresenceIT(ParleyNode node) {
        this.node = node;
    }

    /** Two who see each other. */
    @BeforeAll
    void meet() {
        node.server().register("pre-paul", "pre-paul");
        node.server().register(PETRA, PETRA);
        paul = node.login("pre-paul");
        try (NativeClient petra = NativeClient.login(node.server(), PETRA); SseClient told = paul.stream()) {
            petra.befriend("pre-paul");
            told.next(event -> event.data().contains("\"subscribe\""));
            paul.api().post(chat("/contacts/" + PETRA)).expect(201);
            petra.awaitPresence(presence -> presence.getType() == Presence.Type.available
                    && presence.getFrom().asBareJid().equals(petra.userJid("pre-paul")));
            told.next(event -> event.data().contains("\"presence\"") && event.data().contains(petra.jid().toString()));
        }
    }

    @AfterAll
    void leave() {
        paul.leave();
    }

    private static boolean fromPaul(Presence presence) {
        return presence.getFrom() != null && presence.getFrom().getLocalpartOrNull() != null
                && presence.getFrom().getLocalpartOrNull().toString().equals("pre-paul");
    }

    @Test
    void aNativeContactSeesEveryShow() {
        try (NativeClient petra = NativeClient.login(node.server(), PETRA)) {
            for (String show : List.of("chat", "away", "xa", "dnd", "available")) {
                String status = show + " <b>&amp;</b> \"'";
                paul.api().post(chat("/presence?show=" + show + "&status=" + ApiClient.encoded(status))).expect(200);
                Presence seen = petra.awaitPresence(one -> fromPaul(one) && status.equals(one.getStatus()));
                assertEquals(Presence.Mode.valueOf(show), seen.getMode());
            }
            paul.api().post(paul.session("/presence?show=offline")).expect(200);
            petra.awaitPresence(one -> fromPaul(one) && one.getType() == Presence.Type.unavailable);
            paul.api().post(chat("/presence")).expect(200);
            petra.awaitPresence(one -> fromPaul(one) && one.getType() == Presence.Type.available && one.getStatus() == null);
        }
    }

    @Test
    void aShowThatThereIsNotIsRefused() {
        assertEquals("invalid-input", paul.api().post(chat("/presence?show=busy")).expect(400).code());
        assertEquals("not-xml", paul.api().post(chat("/presence?status=a%01b")).expect(422).code());
    }

    @Test
    void ofSeveralDevicesTheOneWithTheHighestPrioritySpeaks() {
        try (SseClient told = paul.stream(); NativeClient phone = NativeClient.silent(node.server(), PETRA);
                NativeClient desk = NativeClient.silent(node.server(), PETRA)) {
            phone.send(phone.connection().getStanzaFactory().buildPresenceStanza().setMode(Presence.Mode.away).setPriority(1)
                    .setStatus("on the way").build());
            desk.send(desk.connection().getStanzaFactory().buildPresenceStanza().setMode(Presence.Mode.dnd).setPriority(7)
                    .setStatus("at the desk").build());
            told.await(event -> event.data().contains("on the way"));
            told.await(event -> event.data().contains("at the desk"));

            JsonObject known = paul.api().get(chat("/presence/" + PETRA)).expect(200).json();
            assertEquals("dnd", known.getString("show"));
            assertEquals("at the desk", known.getString("status"));
            JsonArray resources = known.getJsonArray("resources");
            assertEquals(desk.jid().toString(), resources.getJsonObject(0).getString("jid"));
            assertEquals(phone.jid().toString(), resources.getJsonObject(1).getString("jid"));
            assertEquals(2, resources.size());

            String deskJid = desk.jid().toString();
            desk.close();
            JsonObject gone = told.next(event -> event.data().contains(deskJid) && event.data().contains("offline")).json();
            assertEquals("presence", gone.getString("type"));
            assertEquals("offline", gone.getString("show"));
            assertEquals("away", paul.api().get(paul.session("/presence/" + PETRA + "@" + node.server().domain())).expect(200).json()
                    .getString("show"));
        }
    }

    @Test
    void ofStrangersNothingIsKnown() {
        JsonObject stranger = paul.api().get(chat("/presence/pre-nobody")).expect(200).json();
        assertEquals("offline", stranger.getString("show"));
        assertEquals("pre-nobody@" + node.server().domain(), stranger.getString("jid"));
        assertEquals("bad-jid", paul.api().get(chat("/presence/" + ApiClient.encoded("a@b@c@"))).expect(400).code());
    }

    /** Who is offline is not told that others go; on coming back nobody may still look as if they were there. */
    @Test
    void whoComesBackFromOfflineSeesWhoIsThereNow() {
        try (SseClient told = paul.stream()) {
            try (NativeClient petra = NativeClient.login(node.server(), PETRA)) {
                told.next(event -> event.data().contains(petra.jid().toString()));
                paul.api().post(chat("/presence?show=offline")).expect(200);
                petra.awaitPresence(one -> fromPaul(one) && one.getType() == Presence.Type.unavailable);
            }
            paul.api().post(chat("/presence?show=available")).expect(200);
            // the answer to an iq comes behind whatever presence the server had to tell
            paul.api().get(chat("/contacts")).expect(200);
            JsonObject known = paul.api().get(chat("/presence/" + PETRA)).expect(200).json();
            assertEquals("offline", known.getString("show"));
            assertTrue(known.getJsonArray("resources").isEmpty());
        }
    }
}
