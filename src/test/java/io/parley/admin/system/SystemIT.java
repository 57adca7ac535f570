package io.parley.admin.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.ApiClient;
import io.parley.support.ParleyNode;
import io.parley.support.WithParley;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node alone tells of itself. */
@WithParley
@Tag("once")
class SystemIT {
    private static final String V1 = "/restapi/v1";
    private final ParleyNode node;

    SystemIT(ParleyNode node) {
        this.node = node;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/liveness", "/liveness/deadlock", "/liveness/properties", "/readiness", "/readiness/server",
        "/readiness/cluster", "/readiness/plugins", "/readiness/connections",
        "/readiness/connections?connectionType=SOCKET_C2S&encrypted=true"})
    void aNodeThatIsWellSaysSoToAnybody(String path) {
        assertEquals("", node.api().get(V1 + "/system" + path).expect(200).text());
        assertEquals("", node.backEnd().with("Accept", "application/json").get(V1 + "/system" + path).expect(200).text());
    }

    @ParameterizedTest
    @CsvSource({"?connectionType=SOCKET_C2S,400", "?encrypted=true,400", "?connectionType=BOGUS,400",
        "?connectionType=BOGUS&encrypted=true,400", "?connectionType=SOCKET_C2S&encrypted=perhaps,400",
        "?connectionType=SOCKET_S2S&encrypted=false,501"})
    void halfAQuestionIsRefused(String query, int status) {
        assertEquals(status, node.api().get(V1 + "/system/readiness/connections" + query).status());
    }

    @Test
    void aNodeWithoutOthersHasNoCluster() {
        ApiClient admin = node.backEnd();
        assertEquals(new JsonObject().put("status", "Disabled"), admin.get(V1 + "/clustering/status").expect(200).json());
        assertEquals(new JsonObject().put("clusterNodes", new JsonArray()), admin.get(V1 + "/clustering/nodes").expect(200).json());
        assertEquals("unknown-node", admin.get(V1 + "/clustering/nodes/nope").expect(404).code());
        ApiClient xml = admin.with("Accept", "application/xml");
        assertTrue(xml.get(V1 + "/clustering/status").expect(200).text().endsWith("<clustering><status>Disabled</status></clustering>"));
        assertTrue(xml.get(V1 + "/clustering/nodes").expect(200).text().endsWith("<clusterNodes/>"));
        assertEquals(401, node.api().get(V1 + "/clustering/status").status());
        assertEquals(404, node.api().get(V1 + "/system/liveness/bogus").status());
    }
}
