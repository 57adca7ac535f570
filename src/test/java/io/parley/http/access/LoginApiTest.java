package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Gate;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logging in and off over HTTP. */
class LoginApiTest extends FrontDoorTest {
    private static final String ALICES = SessionSide.streamId("alice");
    private static final String COOKIE_PATH = "; Path=/restapi/v1/chat/" + ALICES + "/events; ";

    @Test
    void aPasswordIsAnsweredWithEverythingThatAClientNeeds() throws Exception {
        JsonObject answer = logIn("Alice", "wonderland");

        assertEquals(Set.of("streamid", "jid", "token", "streamToken", "expires"), answer.fieldNames());
        assertEquals(ALICES, answer.getString("streamid"));
        assertEquals("alice@example.org/parley", answer.getString("jid"));
        assertEquals("2026-01-02T03:14:05Z", answer.getString("expires"));
        assertEquals(List.of(new Gate.Open("alice", Gate.Proof.PASSWORD, "wonderland", true)), house.sessionSide.asked);
        assertEquals("alice", nobody.bearer(answer.getString("token")).get("chat/session").json().getString("user"));
        assertEquals("alice", nobody.get("chat/events?token=" + answer.getString("streamToken")).json().getString("user"));
    }

    @Test
    void theCookieIsForTheStreamOfThatSessionAlone() throws Exception {
        Visitor.Reply reply = nobody.with("Accept", "application/json")
                .post("chat/login", "{\"username\":\"alice\",\"password\":\"wonderland\"}");

        String cookie = reply.header("Set-Cookie");
        assertTrue(cookie.startsWith(StreamCookie.NAME + "=" + reply.json().getString("streamToken") + ";"), cookie);
        assertTrue(cookie.contains(COOKIE_PATH), cookie);
        assertTrue(cookie.toLowerCase(Locale.ROOT).contains("; httponly") && cookie.contains("; SameSite=Strict"), cookie);
        assertTrue(!cookie.contains("Secure") && !cookie.contains("Max-Age"), cookie);
        assertEquals("no-store", reply.header("Cache-Control"));
    }

    @Test
    void aWrongPasswordIsRefusedHoweverItIsSent() throws Exception {
        assertEquals("401 credentials-wrong", nobody.post("chat/login", "{\"username\":\"alice\",\"password\":\"x\"}").problem());
        assertEquals("401 credentials-wrong", nobody.post("chat/login", "{\"username\":\"mallory\",\"password\":\"x\"}").problem());
        assertEquals("401 credentials-wrong", nobody.post("chat/login", "{\"username\":\"alice@evil.test\",\"password\":\"x\"}").problem());
        assertEquals("401 credentials-wrong", nobody.post("chat/alice/login", "x").problem());
        assertEquals("401 credentials-wrong", nobody.post("chat/mallory/login", "x").problem());
        assertEquals("401 credentials-wrong", nobody.basic("alice", "x").post("chat/alice/login").problem());
    }

    @Test
    void whatIsNoLoginIsSaidSo() throws Exception {
        assertEquals("401 credentials-missing", nobody.post("chat/alice/login").problem());
        assertEquals("401 credentials-missing", nobody.post("chat/login", "{\"username\":\"alice\"}").problem());
        assertEquals("400 username-missing", nobody.post("chat/login", "{\"password\":\"x\"}").problem());
        assertEquals("400 invalid-input", nobody.post("chat/login", "{\"username\":{},\"password\":\"x\"}").problem());
        assertTrue(house.sessionSide.asked.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "none                                     | text",
        "*/*                                      | text",
        "text/plain                               | text",
        "application/json                         | json",
        "application/json, text/plain, */*        | json",
        "text/plain;q=0.5, application/json       | json",
        "application/json;q=0.5, text/plain       | text",
        "image/png                                | text"})
    void theAnswerIsWhatTheCallerLikesBest(String accept, String answer) throws Exception {
        Visitor visitor = accept == null ? nobody : nobody.with("Accept", accept);

        assertEquals(answer, form(visitor.post("chat/alice/login", "wonderland")));
        assertEquals(answer, form(visitor.post("chat/login", "{\"username\":\"alice\",\"password\":\"wonderland\"}")));
    }

    @Test
    void theMasterSecretLogsAnybodyInAndTheBodyIsIgnored() throws Exception {
        Visitor.Reply reply = master.post("chat/alice/login", "alice");

        assertEquals(ALICES, reply.text());
        assertNull(reply.header("Set-Cookie"));
        assertEquals(List.of(new Gate.Open("alice", Gate.Proof.MASTER, null, false)), house.sessionSide.asked);
    }

    @Test
    void theMasterSecretGetsTokensWhenItAsksForThem() throws Exception {
        JsonObject byPath = master.with("Accept", "application/json").post("chat/alice/login").json();
        JsonObject byBody = master.with("Accept", "application/json").post("chat/login", "{\"username\":\"alice\"}").json();

        assertEquals("alice", nobody.bearer(byPath.getString("token")).get("chat/session").json().getString("user"));
        assertEquals("alice", nobody.bearer(byBody.getString("token")).get("chat/session").json().getString("user"));
        assertEquals(new Gate.Open("alice", Gate.Proof.MASTER, null, true), house.sessionSide.asked.get(0));
    }

    @Test
    void theMasterSecretDoesNotMakeAWrongPasswordRight() throws Exception {
        assertEquals("401 credentials-wrong", master.post("chat/login", "{\"username\":\"alice\",\"password\":\"x\"}").problem());
    }

    @Test
    void theMasterSecretIsToldWhoIsUnknown() throws Exception {
        assertEquals("404 unknown-user", master.post("chat/mallory/login").problem());
        assertEquals("404 unknown-user", master.post("chat/login", "{\"username\":\"alice@evil.test\"}").problem());
    }

    @Test
    void basicLogsItsOwnUserInAndNobodyElse() throws Exception {
        assertEquals(ALICES, nobody.basic("alice", "wonderland").post("chat/Alice/login").text());
        assertEquals("403 not-yours", nobody.basic("alice", "wonderland").post("chat/bob/login").problem());
        assertEquals("403 not-yours", nobody.basic("alice", "wonderland").post("chat/bob/login", "builder").problem());
    }

    @Test
    void aTokenIsNoWayToLogIn() throws Exception {
        Visitor alice = nobody.bearer(logIn("alice", "wonderland").getString("token"));

        assertEquals("401 credentials-wrong", alice.post("chat/alice/login").problem());
        assertEquals("401 credentials-wrong", alice.post("chat/login", "{\"username\":\"alice\"}").problem());
    }

    @Test
    void aSecondLoginIsVerifiedAndIsADeviceOfItsOwn() throws Exception {
        JsonObject phone = logIn("alice", "wonderland");
        JsonObject laptop = logIn("alice", "wonderland");
        assertEquals(phone.getString("streamid"), laptop.getString("streamid"));
        assertNotEquals(phone.getString("token"), laptop.getString("token"));

        Visitor.Reply off = nobody.bearer(phone.getString("token")).post("chat/logoff");

        assertEquals(200, off.status());
        assertTrue(off.header("Set-Cookie").contains(COOKIE_PATH) && off.header("Set-Cookie").contains("Max-Age=0"));
        assertEquals("401 login-ended", nobody.bearer(phone.getString("token")).get("chat/session").problem());
        assertEquals("401 login-ended", nobody.get("chat/events?token=" + phone.getString("streamToken")).problem());
        assertEquals(200, nobody.bearer(laptop.getString("token")).get("chat/session").status());
    }

    @Test
    void allOfThemEndTogether() throws Exception {
        JsonObject phone = logIn("alice", "wonderland");
        JsonObject laptop = logIn("alice", "wonderland");

        assertEquals(200, nobody.bearer(phone.getString("token")).post("chat/" + ALICES + "/logoff?all=true").status());

        assertEquals("401 login-ended", nobody.bearer(laptop.getString("token")).get("chat/session").problem());
    }

    @Test
    void nobodyLogsAnotherOff() throws Exception {
        JsonObject alice = logIn("alice", "wonderland");
        Visitor bob = nobody.bearer(logIn("bob", "builder").getString("token"));

        Visitor.Reply refused = bob.post("chat/" + ALICES + "/logoff?all=true");

        assertEquals("403 not-yours", refused.problem());
        assertNull(refused.header("Set-Cookie"));
        assertEquals(200, nobody.bearer(alice.getString("token")).get("chat/session").status());
    }

    @Test
    void aTokenIsRenewedForTheSameLogin() throws Exception {
        JsonObject first = logIn("alice", "wonderland");
        house.clock.pass(Duration.ofMinutes(9));

        JsonObject renewed = nobody.bearer(first.getString("token")).post("chat/token").json();

        assertEquals("2026-01-02T03:23:05Z", renewed.getString("expires"));
        house.clock.pass(Duration.ofMinutes(9));
        Visitor alice = nobody.bearer(renewed.getString("token"));
        assertEquals(200, alice.get("chat/session").status());
        assertEquals("401 token-expired", nobody.bearer(first.getString("token")).post("chat/token").problem());
        assertEquals(200, alice.post("chat/logoff").status());
        assertEquals("401 login-ended", alice.post("chat/token").problem());
    }

    @Test
    void whoHasNoTokenCannotRenewOne() throws Exception {
        assertEquals("401 credentials-wrong", nobody.basic("alice", "wonderland").post("chat/token").problem());
        assertEquals("401 credentials-wrong", master.post("chat/token?user=alice").problem());
        String streamToken = logIn("alice", "wonderland").getString("streamToken");
        assertEquals("401 credentials-wrong", nobody.bearer(streamToken).post("chat/token").problem());
    }

    private static String form(Visitor.Reply reply) {
        assertEquals(200, reply.status(), reply.text());
        if (reply.text().equals(ALICES)) {
            return "text";
        }
        assertEquals(ALICES, reply.json().getString("streamid"));
        return "json";
    }
}
