package io.parley.admin.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIP accounts over HTTP. */
@WithParley
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SipAccountsApiIT {
    private static final String SIP = "/restapi/v1/sipaccounts";
    private static final String PASSWORD = "a-sip-password-that-nobody-sees";
    private final ParleyNode node;
    private ApiClient admin;

    SipAccountsApiIT(ParleyNode node) {
        this.node = node;
    }

    @BeforeAll
    void prepare() {
        admin = node.backEnd();
    }

    @Test
    void anAccountIsKeptFoundAndDeleted() {
        JsonObject given = new JsonObject().put("username", "Sip-Ann").put("sipUsername", "1001").put("displayName", "Ann")
                .put("password", PASSWORD).put("server", "sip.example.org").put("unknown", 1);
        admin.post(SIP, given).expect(201);
        JsonObject kept = new JsonObject().put("username", "sip-ann").put("sipUsername", "1001").put("authUsername", "1001")
                .put("displayName", "Ann").put("server", "sip.example.org").put("useStun", false).put("enabled", true)
                .put("promptCredentials", false);
        assertEquals(kept, admin.get(SIP + "/username/SIP-ann").expect(200).json());
        assertEquals(kept, admin.get(SIP + "/extension/1001").expect(200).json());
        assertTrue(admin.get(SIP).expect(200).json().getJsonArray("sipAccounts").contains(kept));
        assertEquals("extension-taken", admin.post(SIP, given.copy().put("username", "sip-ben")).expect(409).code());

        admin.post(SIP, given.copy().put("sipUsername", "1009").put("useStun", true).put("stunServer", "stun.example.org")).expect(201);
        assertEquals(3478, admin.get(SIP + "/extension/1009").expect(200).json().getInteger("stunPort"));
        assertEquals("unknown-sip-account", admin.get(SIP + "/extension/1001").expect(404).code());

        admin.delete(SIP + "/sip-ann").expect(200);
        assertEquals("unknown-sip-account", admin.delete(SIP + "/sip-ann").expect(404).code());
        assertEquals("unknown-sip-account", admin.get(SIP + "/username/sip-ann").expect(404).code());
    }

    @Test
    void theSameInXml() {
        ApiClient xml = admin.with("Accept", "application/xml");
        xml.post(SIP, "application/xml", "<sipAccount><username>sip-xml</username><sipUsername>77</sipUsername>"
                + "<server>10.0.0.1:5060</server><enabled>false</enabled><password>" + PASSWORD + "</password></sipAccount>").expect(201);
        String account = "<sipAccount><username>sip-xml</username><sipUsername>77</sipUsername><authUsername>77</authUsername>"
                + "<server>10.0.0.1:5060</server><useStun>false</useStun><enabled>false</enabled>"
                + "<promptCredentials>false</promptCredentials></sipAccount>";
        assertTrue(xml.get(SIP + "/username/sip-xml").expect(200).text().endsWith(account));
        assertTrue(xml.get(SIP).expect(200).text().contains(account));
        xml.delete(SIP + "/sip-xml").expect(200);
    }

    /** Neither in an answer, nor in the log, the audit log or the database's file. */
    @Test
    void nobodyReadsThePassword() throws IOException {
        admin.post(SIP, new JsonObject().put("username", "sip-eve").put("sipUsername", "666").put("password", PASSWORD)
                .put("server", "sip.example.org")).expect(201);
        for (String path : List.of(SIP, SIP + "/username/sip-eve", SIP + "/extension/666", "/restapi/v1/logs/security?search=sip-eve")) {
            assertFalse(admin.get(path).expect(200).text().contains(PASSWORD), path);
        }
        try (Stream<Path> files = Files.walk(node.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains(PASSWORD), file.toString());
            }
        }
        admin.delete(SIP + "/sip-eve").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"username\":\"u\"}", "{\"username\":\"a b\",\"sipUsername\":\"1\",\"server\":\"s\"}",
        "{\"username\":\"u@far.example\",\"sipUsername\":\"1\",\"server\":\"s\"}",
        "{\"username\":\"u\",\"sipUsername\":\"1 2\",\"server\":\"s\"}",
        "{\"username\":\"u\",\"sipUsername\":\"1\",\"server\":\"http://x\"}",
        "{\"username\":\"u\",\"sipUsername\":\"1\",\"server\":\"h:99999\"}",
        "{\"username\":\"u\",\"sipUsername\":\"1\",\"server\":\"s\",\"useStun\":true}",
        "{\"username\":\"u\",\"sipUsername\":\"1\",\"server\":\"s\",\"stunPort\":0}",
        "{\"username\":\"u\",\"sipUsername\":\"1\",\"server\":\"s\",\"displayName\":\"a\\nb\"}",
        "{\"username\":\"u\",\"sipUsername\":\"1\",\"server\":\"s\",\"password\":7}",
        "{\"username\":\"u\",\"sipUsername\":\"1\",\"server\":\"s\",\"enabled\":\"perhaps\"}"})
    void whatIsNoAccountIsRefused(String body) {
        assertEquals(400, admin.send(HttpMethod.POST, SIP, "application/json", Buffer.buffer(body)).await().status(), body);
    }

    @Test
    void onlyAdminsAndBackEndsMay() {
        node.server().register("sip-joe", "sip-joe");
        assertEquals(403, node.api().withBasic("sip-joe", "sip-joe").get(SIP + "/username/sip-joe").status());
        assertEquals(401, node.api().get(SIP).status());
    }
}
