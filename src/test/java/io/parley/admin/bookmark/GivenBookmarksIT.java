package io.parley.admin.bookmark;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.Eventually;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.WithParley;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smackx.pubsub.GetItemsRequest;
import org.jivesoftware.smackx.pubsub.Item;
import org.jivesoftware.smackx.pubsub.ItemsExtension;
import org.jivesoftware.smackx.pubsub.PubSubElementType;
import org.jivesoftware.smackx.pubsub.packet.PubSub;
import org.jivesoftware.smackx.pubsub.packet.PubSubNamespace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an admin gives is found by the user's own native client, as one of their own bookmarks. */
@WithParley
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GivenBookmarksIT {
    private static final String V1 = "/restapi/v1";
    private static final String BOOKMARKS = V1 + "/bookmarks";
    private final ParleyNode node;
    private ApiClient admin;

    GivenBookmarksIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeAll
    void prepare() {
        List.of("bm-ann", "bm-ben", "bm-eve").forEach(name -> node.server().register(name, name));
        admin = node.backEnd();
    }

    @Test
    void aRoomIsAmongTheBookmarksOfWhoeverItIsGivenTo() {
        admin.post(V1 + "/groups", new JsonObject().put("name", "bm-group").put("members", new JsonArray().add("bm-ben"))).expect(201);
        JsonObject made = admin.post(BOOKMARKS, room("lobby").put("users", new JsonArray().add("bm-ann")).put("groups",
                new JsonArray().add("bm-group")).put("properties", autojoin())).expect(201).json();
        String one = BOOKMARKS + "/" + made.getLong("bookmarkID");
        assertEquals(jid("lobby"), made.getString("value"));
        assertEquals(made, admin.get(one).expect(200).json());
        try (NativeClient ann = NativeClient.silent(node.server(), "bm-ann");
                NativeClient ben = NativeClient.silent(node.server(), "bm-ben")) {
            for (NativeClient client : List.of(ann, ben)) {
                assertTrue(awaited(client, "lobby").contains("autojoin='true'"));
            }
            admin.put(one, new JsonObject().put("name", "Another name")).expect(200);
            Eventually.get(() -> kept(ann, "lobby").filter(item -> item.contains("Another name")), Optional::isPresent);

            admin.delete(V1 + "/users/bm-ben/groups/bm-group").expect(200);
            Eventually.get(() -> kept(ben, "lobby"), Optional::isEmpty);
            admin.post(V1 + "/users/bm-ben/groups/bm-group").expect(201);
            awaited(ben, "lobby");
            admin.delete(V1 + "/groups/bm-group").expect(200);
            Eventually.get(() -> kept(ben, "lobby"), Optional::isEmpty);
            assertEquals(new JsonArray(), admin.get(one).expect(200).json().getJsonArray("groups"));

            admin.delete(one).expect(200);
            Eventually.get(() -> kept(ann, "lobby"), Optional::isEmpty);
            assertEquals("unknown-bookmark", admin.get(one).expect(404).code());
            assertEquals("unknown-bookmark", admin.delete(one).expect(404).code());
        }
    }

    @Test
    void whatTheUserHasChangedOrHadBeforeStaysTheirs() {
        Person eve = node.login("bm-eve");
        eve.api().post(chat("/bookmarks"), new JsonObject().put("jid", jid("before")).put("name", "My own")).expect(201);
        List<String> given = List.of("before", "changed", "dropped", "untouched");
        List<String> all = given.stream().map(name -> BOOKMARKS + "/" + admin.post(BOOKMARKS, room(name).put("users",
                new JsonArray().add("bm-eve"))).expect(201).json().getLong("bookmarkID")).toList();
        try (NativeClient device = NativeClient.silent(node.server(), "bm-eve")) {
            List.of("changed", "dropped", "untouched").forEach(name -> awaited(device, name));
            eve.api().put(chat("/bookmarks"), new JsonObject().put("jid", jid("changed")).put("name", "Mine now")).expect(200);
            eve.api().delete(chat("/bookmarks?jid=" + jid("dropped"))).expect(200);
            all.forEach(path -> admin.put(path, new JsonObject().put("name", "The admin's later word")).expect(200));
            Eventually.get(() -> kept(device, "untouched").filter(item -> item.contains("later word")), Optional::isPresent);
            assertTrue(kept(device, "before").orElseThrow().contains("My own"));
            assertTrue(kept(device, "changed").orElseThrow().contains("Mine now"));
            assertTrue(kept(device, "dropped").isEmpty());

            all.forEach(path -> admin.delete(path).expect(200));
            Eventually.get(() -> kept(device, "untouched"), Optional::isEmpty);
            assertTrue(kept(device, "before").isPresent());
            assertTrue(kept(device, "changed").isPresent());
        }
        List.of("before", "changed").forEach(name -> eve.api().delete(chat("/bookmarks?jid=" + jid(name))).expect(200));
        eve.leave();
    }

    @Test
    void whoDoesNotExistYetGetsItWithTheirFirstLogin() {
        String one = BOOKMARKS + "/" + admin.post(BOOKMARKS, room("early").put("users", new JsonArray().add("bm-late"))).expect(201).json()
                .getLong("bookmarkID");
        node.server().register("bm-late", "bm-late");
        Person late = node.login("bm-late");
        JsonArray given = late.api().get(chat("/bookmarks")).expect(200).json().getJsonArray("given");
        assertEquals("early", given.getJsonObject(0).getString("name"));
        try (NativeClient device = NativeClient.silent(node.server(), "bm-late")) {
            awaited(device, "early");
        }
        admin.delete(one).expect(200);
        late.leave();
    }

    @Test
    void aPageForEverybodyIsSeenInTheOwnList() {
        JsonObject page = new JsonObject().put("type", "url").put("name", "Canteen").put("value", "https://example.org/lunch?day=1")
                .put("global", true);
        String one = BOOKMARKS + "/" + admin.post(BOOKMARKS, page).expect(201).json().getLong("bookmarkID");
        admin.put(one + "/property", new JsonObject().put("key", "rss").put("value", "<true>")).expect(200);
        Person ann = node.login("bm-ann");
        JsonObject seen = ann.api().get(chat("/bookmarks")).expect(200).json().getJsonArray("given").getJsonObject(0);
        assertEquals("https://example.org/lunch?day=1", seen.getString("value"));
        assertEquals("[{\"key\":\"rss\",\"value\":\"<true>\"}]", seen.getJsonArray("properties").encode());
        assertFalse(seen.containsKey("users"), "nobody learns who else has it");
        admin.delete(one + "/property?key=rss").expect(200);
        assertEquals("unknown-property", admin.delete(one + "/property?key=rss").expect(404).code());
        admin.delete(one).expect(200);
        ann.leave();
    }

    @Test
    void theSameInXml() {
        ApiClient xml = admin.with("Accept", "application/xml");
        String made = xml.post(BOOKMARKS, "application/xml", "<bookmark><type>url</type><name>X</name><value>https://example.org/</value>"
                + "<users><user>bm-ann</user></users><properties><property key=\"a\" value=\"b\"/></properties></bookmark>")
                .expect(201).text();
        String id = made.replaceAll("(?s).*<bookmarkID>(\\d+)</bookmarkID>.*", "$1");
        String body = "<bookmark><bookmarkID>" + id + "</bookmarkID><type>url</type><name>X</name><value>https://example.org/</value>"
                + "<global>false</global><users><user>bm-ann</user></users><groups/><properties>"
                + "<property key=\"a\" value=\"b\"/></properties></bookmark>";
        assertTrue(made.endsWith(body), made);
        assertTrue(xml.get(BOOKMARKS).expect(200).text().contains(body));
        xml.send(HttpMethod.PUT, BOOKMARKS + "/" + id + "/property", "application/xml",
                Buffer.buffer("<property key=\"a\" value=\"c\"/>")).await().expect(200);
        assertTrue(xml.get(BOOKMARKS + "/" + id).expect(200).text().contains("<property key=\"a\" value=\"c\"/>"));
        admin.delete(BOOKMARKS + "/" + id).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":\"url\",\"name\":\"x\"}",
        "{\"type\":\"other\",\"name\":\"x\",\"value\":\"https://a.example\"}",
        "{\"type\":\"url\",\"name\":\"x\",\"value\":\"javascript:alert(1)\"}", "{\"type\":\"url\",\"name\":\"x\",\"value\":\"lobby\"}",
        "{\"type\":\"url\",\"name\":\"\",\"value\":\"https://a.example\"}", "{\"type\":\"group_chat\",\"name\":\"x\",\"value\":\"a@b@c\"}",
        "{\"type\":\"group_chat\",\"name\":\"x\",\"value\":\"r\",\"users\":[\"a b\"]}",
        "{\"type\":\"group_chat\",\"name\":\"x\",\"value\":\"r\",\"users\":[\"u@far.example\"]}",
        "{\"type\":\"group_chat\",\"name\":\"x\\u0007\",\"value\":\"r\"}",
        "{\"type\":\"group_chat\",\"name\":\"x\",\"value\":\"r\",\"global\":\"all\"}",
        "{\"type\":\"group_chat\",\"name\":\"x\",\"value\":\"r\",\"properties\":[{\"key\":\"a\",\"value\":\"1\"},"
            + "{\"key\":\"a\",\"value\":\"2\"}]}"})
    void whatIsNoBookmarkIsRefused(String body) {
        int status = admin.send(HttpMethod.POST, BOOKMARKS, "application/json", Buffer.buffer(body)).await().status();
        assertTrue(status == 400 || status == 422, body + ": " + status);
    }

    @Test
    void foreignAndUnknownThingsAreRefused() {
        assertEquals("unknown-group", admin.post(BOOKMARKS, room("r").put("groups", new JsonArray().add("no-such"))).expect(404).code());
        for (String id : List.of("x", "-1", "1".repeat(30))) {
            assertEquals(400, admin.get(BOOKMARKS + "/" + id).status());
        }
        assertEquals(400, admin.get(BOOKMARKS + "?limit=2&after=x").status());
        assertEquals(403, node.api().withBasic("bm-ann", "bm-ann").get(BOOKMARKS).status());
        assertEquals(401, node.api().get(BOOKMARKS).status());
    }

    private JsonObject room(String name) {
        return new JsonObject().put("type", "group_chat").put("name", name).put("value", name);
    }

    private static JsonArray autojoin() {
        return new JsonArray().add(new JsonObject().put("key", "autojoin").put("value", "true"));
    }

    private String jid(String room) {
        return room + "@conference." + node.server().domain();
    }

    private String awaited(NativeClient client, String room) {
        return Eventually.get(() -> kept(client, room), Optional::isPresent).orElseThrow();
    }

    /** As the client's own server keeps it (XEP-0402). */
    private Optional<String> kept(NativeClient client, String room) {
        PubSub question = new PubSub(client.jid().asBareJid(), IQ.Type.get, PubSubNamespace.basic);
        question.addExtension(new GetItemsRequest("urn:xmpp:bookmarks:1"));
        try {
            PubSub answer = client.ask(question);
            ItemsExtension items = answer.getExtension(PubSubElementType.ITEMS);
            return items.getItems().stream().filter(item -> ((Item) item).getId().equals(jid(room)))
                    .map(item -> item.toXML().toString()).findFirst();
        } catch (IllegalStateException noNodeYet) {
            return Optional.empty();
        }
    }
}
