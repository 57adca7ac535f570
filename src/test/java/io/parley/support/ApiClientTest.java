package io.parley.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.SessionReply;
import io.parley.http.Answer;
import io.parley.http.contract.Contract;
import io.parley.http.contract.StubServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client of the integration tests, over the real router: what an operation answers against the contract fails the test. */
class ApiClientTest {
    private static final String CHAT = "/restapi/v1/chat";
    private StubServer server;
    private Vertx vertx;
    private ApiClient api;

    @BeforeEach
    void start() {
        server = StubServer.start(Map.of(
                "sendMessage", call -> Future.succeededFuture(Answer.ok(new SessionReply.Sent("m-" + call.path("to") + "-" + call.text()))),
                "listContacts", call -> Future.succeededFuture(Answer.ok(new SessionReply.Contacts(List.of(
                        new SessionReply.RosterItem("bob@x", null, 3, List.of(), null, null, null))))),
                "setPresence", call -> Future.succeededFuture(Answer.empty()),
                "sendStanza", call -> Future.succeededFuture(new Answer.Xml(200, "<iq/>"))));
        vertx = Vertx.vertx();
        ContractCheck check = new ContractCheck(Await.await(Contract.load(vertx)));
        api = ApiClient.create(vertx, check, server.base()).withSecret(StubServer.CREDENTIALS);
    }

    @AfterEach
    void stop() {
        Await.await(vertx.close());
        server.close();
    }

    @Test
    void whatKeepsToTheContractPasses() {
        String to = ApiClient.encoded("a/b@x");
        assertEquals("m-a/b@x-hé", api.post(CHAT + "/messages/" + to, "hé").expect(200).json().getString("id"));
        assertEquals("bob@x", api.get(CHAT + "/contacts").expect(200).json().getJsonArray("rosterItem").getJsonObject(0).getString("jid"));
        assertEquals("", api.post(CHAT + "/presence").expect(200).text());
        assertEquals("<iq/>", api.post(CHAT + "/xmpp", "application/xml", "<iq/>").expect(200).text());
        assertEquals("invalid-input", api.post(CHAT + "/contacts", new JsonObject()).expect(400).code());
    }

    @Test
    void whatBreaksTheContractFailsTheTest() {
        AssertionError wrong = assertThrows(AssertionError.class, () -> api.get(CHAT + "/rooms/lobby"));
        assertTrue(wrong.getMessage().contains("/roomName"), wrong.getMessage());
    }

    @Test
    void anotherStatusThanExpectedFailsTheTest() {
        AssertionError wrong = assertThrows(AssertionError.class, () -> api.anonymous().get(CHAT + "/contacts").expect(200));
        assertTrue(wrong.getMessage().contains("credentials-missing"), wrong.getMessage());
    }
}
