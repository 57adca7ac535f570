package io.parley.session;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.pubsub.GetItemsRequest;
import org.jivesoftware.smackx.pubsub.ItemsExtension;
import org.jivesoftware.smackx.pubsub.PubSubElementType;
import org.jivesoftware.smackx.pubsub.packet.PubSub;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.jivesoftware.smackx.vcardtemp.packet.VCard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.jxmpp.jid.Jid;

/** What Pia keeps about herself, and her own native client, which shares it. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileIT {
    private final ParleyNode node;
    private Person pia;

    ProfileIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeAll
    void logIn() {
        List.of("pro-pia", "pro-ole").forEach(name -> node.server().register(name, name));
        pia = node.login("pro-pia");
    }

    @AfterAll
    void leave() {
        pia.leave();
    }

    @Test
    void aCardIsFilledFieldByField() throws Exception {
        Person ole = node.login("pro-ole");
        assertEquals(new JsonObject(), ole.api().get(chat("/vcard")).expect(200).json());
        ole.leave();

        byte[] picture = {1, 2, 3, (byte) 0xff};
        JsonObject first = new JsonObject().put("fullName", "Pia Pan").put("givenName", "Pia").put("email", "pia@example.org")
                .put("photo", Base64.getEncoder().encodeToString(picture)).put("photoType", "image/gif");
        pia.api().put(chat("/vcard"), first).expect(200);
        assertEquals(first, pia.api().get(chat("/vcard")).expect(200).json());

        try (NativeClient device = NativeClient.silent(node.server(), "pro-pia")) {
            VCard seen = device.ask(new VCard());
            assertEquals("Pia", seen.getFirstName());
            assertEquals("pia@example.org", seen.getEmailHome());
            assertArrayEquals(picture, seen.getAvatar());
                seen.setField("ROLE", "pilot");
            seen.setType(IQ.Type.set);
            seen.setFrom((Jid) null);
            seen.setTo((Jid) null);
            device.ask(seen);

            pia.api().put(pia.session("/vcard"), new JsonObject().put("nickname", "pp").put("title", "Captain")).expect(200);
            assertEquals(first.copy().put("nickname", "pp").put("title", "Captain"), pia.api().get(chat("/vcard")).expect(200).json());
            VCard after = device.ask(new VCard());
            assertEquals("pilot", after.getField("ROLE"));
            assertEquals("pp", after.getNickName());
        }
        pia.api().post(chat("/xmpp"), "<iq type='set' id='w1'><vCard xmlns='vcard-temp'><FN>Dr. P. Pan</FN><N><FAMILY>Pan</FAMILY>"
                + "<GIVEN>Peter</GIVEN></N></vCard></iq>").expect(200);
        assertEquals("Dr. P. Pan", pia.api().get(chat("/vcard")).expect(200).json().getString("fullName"), "whatever the order");
        assertEquals("bad-photo", pia.api().put(chat("/vcard"), new JsonObject().put("photo", "no base64!")).expect(400).code());
        assertEquals(400, pia.api().put(chat("/vcard"), new JsonObject().put("fullName", 7)).status());
    }

    @Test
    void bookmarksAreSharedWithNativeClients() {
        String domain = "@conference." + node.server().domain();
        assertTrue(pia.api().get(chat("/bookmarks")).expect(200).json().getJsonArray("bookmarks").isEmpty());
        // more than the few items that a server keeps of a node when it is not told otherwise
        for (int i = 10; i < 32; i++) {
            pia.api().post(chat("/bookmarks"), new JsonObject().put("jid", "mark" + i + domain).put("name", "Mark " + i)).expect(201);
        }
        JsonArray kept = pia.api().get(chat("/bookmarks")).expect(200).json().getJsonArray("bookmarks");
        assertEquals(22, kept.size());
        assertEquals("mark10" + domain, kept.getJsonObject(0).getString("jid"));

        JsonObject changed = new JsonObject().put("jid", "mark10").put("name", "Better").put("autojoin", true).put("nick", "Pia")
                .put("password", "pw");
        assertEquals("bookmark-exists", pia.api().post(chat("/bookmarks"), changed).expect(409).code());
        pia.api().put(pia.session("/bookmarks"), changed).expect(200);
        assertEquals(changed.copy().put("jid", "mark10" + domain),
                pia.api().get(chat("/bookmarks")).expect(200).json().getJsonArray("bookmarks").getJsonObject(0));
        assertEquals("unknown-bookmark",
                pia.api().put(chat("/bookmarks"), new JsonObject().put("jid", "never" + domain)).expect(404).code());
        assertEquals("bad-room", pia.api().post(chat("/bookmarks"), new JsonObject().put("jid", "a@b@c")).expect(400).code());
        assertEquals(400, pia.api().post(chat("/bookmarks"), new JsonObject().put("name", "no room")).status());

        try (NativeClient device = NativeClient.silent(node.server(), "pro-pia")) {
            PubSub question = new PubSub(device.jid().asBareJid(), IQ.Type.get, PubSubNamespace.basic);
            question.addExtension(new GetItemsRequest("urn:xmpp:bookmarks:1"));
            PubSub answer = device.ask(question);
            ItemsExtension items = answer.getExtension(PubSubElementType.ITEMS);
            assertEquals(22, items.getItems().size());
            assertTrue(items.toXML().toString().contains("Better"));
        }
        for (int i = 10; i < 32; i++) {
            pia.api().delete(chat("/bookmarks?jid=mark" + i + domain)).expect(200);
        }
        assertTrue(pia.api().get(chat("/bookmarks")).expect(200).json().getJsonArray("bookmarks").isEmpty());
        assertEquals("unknown-bookmark", pia.api().delete(chat("/bookmarks?jid=mark10" + domain)).expect(404).code());
    }

    @Test
    void usersAreFoundWithTheirProperties() {
        pia.api().post(chat("/users/language"), "de <&> \"x\"").expect(200);
        pia.api().post(pia.session("/users/language"), "en <&>").expect(200);
        JsonObject found = pia.api().get(chat("/users?search=PRO-PI")).expect(200).json();
        assertEquals(1, found.getJsonArray("users").size());
        JsonObject user = found.getJsonArray("users").getJsonObject(0);
        assertEquals("pro-pia", user.getString("username"));
        assertEquals(new JsonArray().add(new JsonObject().put("key", "language").put("value", "en <&>")), user.getJsonArray("properties"));
        assertFalse(found.encode().contains("password"));
        assertEquals(found, node.backEnd().get(chat("/users?search=pro-pi")).expect(200).json());
        assertTrue(pia.api().get(chat("/users?search=nobody-has-this-name")).expect(200).json().getJsonArray("users").isEmpty());

        pia.api().delete(chat("/users/language")).expect(200);
        assertEquals(404, pia.api().delete(chat("/users/language")).status());
        assertEquals(400, pia.api().post(chat("/users/" + "k".repeat(300)), "v").status());
        assertTrue(pia.api().post(chat("/users/long"), "v".repeat(200_000)).status() >= 400);
        assertEquals(401, node.api().get(chat("/users")).status());
    }
}
