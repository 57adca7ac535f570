package io.parley.admin.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.NativeClient;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.WithParley;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties over HTTP, and what they change while Parley runs. */
@WithParley
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PropertiesIT {
    private static final String PROPERTIES = "/restapi/v1/system/properties";
    private final ParleyNode node;
    private ApiClient admin;

    PropertiesIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeAll
    void prepare() {
        List.of("prp-ann", "prp-ben").forEach(name -> node.server().register(name, name));
        admin = node.backEnd();
    }

    @Test
    void aClientKeepsPropertiesOfItsOwn() {
        admin.post(PROPERTIES, property("rec.one", "v <&> 😀")).expect(201);
        admin.post(PROPERTIES, property("rec.one", "v2")).expect(201);
        admin.post(PROPERTIES, property("rec.none", null)).expect(201);
        assertEquals(property("rec.one", "v2"), admin.get(PROPERTIES + "/rec.one").expect(200).json());
        assertEquals(property("rec.none", null), admin.get(PROPERTIES + "/rec.none").expect(200).json());
        admin.put(PROPERTIES + "/rec.one", property("rec.one", "w")).expect(200);
        assertEquals("property-renamed", admin.put(PROPERTIES + "/rec.one", property("other", "w")).expect(400).code());
        assertTrue(all().contains(property("rec.one", "w")));
        JsonArray page = admin.get(PROPERTIES + "?limit=2&after=rec.non").expect(200).json().getJsonArray("property");
        assertEquals(List.of(property("rec.none", null), property("rec.one", "w")), page.getList().stream()
                .map(each -> each instanceof JsonObject one ? one : JsonObject.mapFrom(each)).toList());
        for (String key : List.of("rec.one", "rec.none")) {
            admin.delete(PROPERTIES + "/" + key).expect(200);
            for (int status : List.of(admin.get(PROPERTIES + "/" + key).status(), admin.delete(PROPERTIES + "/" + key).status(),
                    admin.put(PROPERTIES + "/" + key, property(key, "x")).status())) {
                assertEquals(404, status);
            }
        }
    }

    @Test
    void whoeverAsksToSeeSomebodyIsApprovedOnceAdminsSaySo() {
        Person ann = node.login("prp-ann");
        admin.put(PROPERTIES + "/roster.accept", property("roster.accept", "all")).expect(200);
        try (NativeClient ben = NativeClient.login(node.server(), "prp-ben")) {
            assertEquals(property("roster.accept", "all"), admin.get(PROPERTIES + "/roster.accept").expect(200).json());
            Presence ask = ben.connection().getStanzaFactory().buildPresenceStanza().ofType(Presence.Type.subscribe)
                    .to(ben.userJid("prp-ann")).build();
            ben.send(ask);
            ben.awaitPresence(presence -> presence.getType() == Presence.Type.subscribed);

            admin.post(PROPERTIES, property("sessions.awayAfter", "100ms")).expect(201);
            ann.stream().close();
            ben.awaitPresence(presence -> presence.getMode() == Presence.Mode.away);
        } finally {
            admin.delete(PROPERTIES + "/sessions.awayAfter");
            admin.delete(PROPERTIES + "/roster.accept").expect(200);
            ann.leave();
        }
        assertEquals(property("roster.accept", "ask"), admin.get(PROPERTIES + "/roster.accept").expect(200).json());
        assertEquals("unknown-property", admin.delete(PROPERTIES + "/roster.accept").expect(404).code());
    }

    @Test
    void noSecretIsRead() {
        String text = admin.get(PROPERTIES).expect(200).text();
        assertFalse(text.contains(ParleyNode.SECRET));
        assertEquals(property("access.secret", "(hidden)"), admin.get(PROPERTIES + "/access.secret").expect(200).json());
        assertTrue(all().contains(property("http.maxBodyBytes", "1MiB")));
    }

    @ParameterizedTest
    @CsvSource({"access.secret,403,property-protected", "access.admins,403,property-protected", "cors.origins,403,property-protected",
        "store.password,403,property-protected", "http.port,409,restart-needed", "xmpp.domain,409,restart-needed",
        "sessions.awayafter,400,invalid-property", "sessions.awayAfter,400,invalid-property", "a b,400,invalid-property"})
    void whatIsNotForTheApiIsRefused(String key, int status, String code) {
        JsonObject before = key.contains(" ") ? null : admin.get(PROPERTIES + "/" + key).json();
        assertEquals(code, admin.post(PROPERTIES, property(key, "some-value-or-other")).expect(status).code());
        if (status != 400) {
            assertEquals(code, admin.put(PROPERTIES + "/" + key, property(key, "some-value-or-other")).expect(status).code());
            assertEquals(code, admin.delete(PROPERTIES + "/" + key).expect(status).code());
            assertEquals(before, admin.get(PROPERTIES + "/" + key).json());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"value\":\"v\"}", "{\"key\":7}", "{\"key\":\"\"}", "{\"key\":\"a\\nb\",\"value\":\"v\"}",
        "{\"key\":\"k\",\"value\":{}}", "{\"key\":\"k\",\"value\":\"\\u0000\"}", "{\"key\":\"roster.accept\"}",
        "{\"key\":\"roster.accept\",\"value\":\"sometimes\"}"})
    void whatIsNoPropertyIsRefused(String body) {
        int status = admin.send(HttpMethod.POST, PROPERTIES, "application/json", Buffer.buffer(body)).await().status();
        assertTrue(status == 400 || status == 422, body + ": " + status);
    }

    @Test
    void sizesAreBounded() {
        assertEquals(400, admin.post(PROPERTIES, property("k".repeat(256), "v")).status());
        assertEquals(400, admin.post(PROPERTIES, property("k", "v".repeat(4097))).status());
    }

    @Test
    void theSameInXml() {
        ApiClient xml = admin.with("Accept", "application/xml");
        xml.post(PROPERTIES, "application/xml", "<property key=\"rec.xml\" value=\"v1\"/>").expect(201);
        assertTrue(xml.get(PROPERTIES + "/rec.xml").expect(200).text().endsWith("<property key=\"rec.xml\" value=\"v1\"/>"));
        assertTrue(xml.get(PROPERTIES).expect(200).text().contains("<property key=\"rec.xml\" value=\"v1\"/>"));
        xml.send(HttpMethod.PUT, PROPERTIES + "/rec.xml", "application/xml", Buffer.buffer("<property key=\"rec.xml\" value=\"v2\"/>"))
                .await().expect(200);
        assertEquals(property("rec.xml", "v2"), admin.get(PROPERTIES + "/rec.xml").expect(200).json());
        assertEquals(400, xml.post(PROPERTIES, "application/xml", "<property value=\"v\"/>").status());
        xml.delete(PROPERTIES + "/rec.xml").expect(200);
    }

    @Test
    void onlyAdminsAndBackEndsMay() {
        assertEquals(403, node.api().withBasic("prp-ann", "prp-ann").get(PROPERTIES).status());
        assertEquals(401, node.api().get(PROPERTIES).status());
    }

    private JsonArray all() {
        return admin.get(PROPERTIES).expect(200).json().getJsonArray("property");
    }

    private static JsonObject property(String key, String value) {
        JsonObject property = new JsonObject().put("key", key);
        return value == null ? property : property.put("value", value);
    }
}
