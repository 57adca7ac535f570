package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Gate;
import io.parley.bus.Problem;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, through which door, and who is not. */
class CallerAccessTest extends FrontDoorTest {
    private static final String ALICES = SessionSide.streamId("alice");

    @Test
    void nobodyIsLetInWithoutCredentials() throws Exception {
        assertEquals("401 credentials-missing", nobody.get("chat/session").problem());
    }

    @Test
    void theMasterSecretActsForAnyUser() throws Exception {
        assertEquals("alice", master.get("chat/session?user=Alice").json().getString("user"));
        assertEquals("bob", nobody.bearer(House.SECRET).get("chat/session?user=bob").json().getString("user"));
        assertEquals(new Gate.Open("alice", Gate.Proof.MASTER, null, false), house.sessionSide.asked(Gate.Open.class).get(0));
        assertEquals("alice", master.get("chat/" + ALICES + "/session").json().getString("user"));
    }

    @Test
    void theMasterSecretMustSayForWhom() throws Exception {
        assertEquals("400 user-missing", master.get("chat/session").problem());
        assertEquals("404 unknown-user", master.get("chat/session?user=mallory").problem());
        assertEquals("404 unknown-user", master.get("chat/session?user=alice@evil.test").problem());
        assertEquals("404 unknown-session", master.get("chat/" + ALICES + "/session").problem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "", "Bearer", "Bearer wrong", "Basic", "Basic !", "Basic bm9jb2xvbg==", "Digest x=1",
        "Bearer or Basic: a secret may look like anything else", "bearer or Basic: a secret may look like anything"})
    void credentialsThatMeanNothingAreWrong(String header) throws Exception {
        assertEquals("401 credentials-wrong", nobody.with("Authorization", header).get("chat/session?user=alice").problem());
        assertEquals("401 credentials-wrong", nobody.with("Authorization", header).get("public").problem());
    }

    @Test
    void aPublicOperationKnowsWhoComesAndDoesNotNeedTo() throws Exception {
        assertEquals("nobody", nobody.get("public").text());
        assertEquals("MASTER null", master.get("public").text());
        assertEquals("USER alice", nobody.basic("alice", "wonderland").get("public").text());
    }

    @Test
    void anAdminIsOneWithAnyKindOfCredentials() throws Exception {
        assertEquals("ADMIN root", nobody.basic("ROOT", "toor").get("public").text());
        assertEquals("ADMIN root", nobody.bearer(logIn("root", "toor").getString("token")).get("public").text());
    }

    @Test
    void aTokenOpensItsOwnSessionAndNoOther() throws Exception {
        Visitor alice = nobody.bearer(logIn("alice", "wonderland").getString("token"));
        Visitor bob = nobody.bearer(logIn("bob", "builder").getString("token"));

        assertEquals("alice", alice.get("chat/session").json().getString("user"));
        assertEquals("alice", alice.get("chat/session?user=bob").json().getString("user"));
        assertEquals("alice", alice.get("chat/" + ALICES + "/session").json().getString("user"));
        assertEquals("403 not-yours", bob.get("chat/" + ALICES + "/session").problem());
        assertEquals("403 not-yours", nobody.basic("bob", "builder").get("chat/" + ALICES + "/session").problem());
        assertEquals("401 credentials-missing", nobody.get("chat/" + ALICES + "/session").problem());
    }

    @Test
    void aTokenIsVoidWhenItExpires() throws Exception {
        Visitor alice = nobody.bearer(logIn("alice", "wonderland").getString("token"));

        house.clock.pass(House.TOKEN_LIFETIME);

        assertEquals("401 token-expired", alice.get("chat/session").problem());
    }

    @Test
    void aTokenIsVoidWhenItsSessionIsGone() throws Exception {
        Visitor alice = nobody.bearer(logIn("alice", "wonderland").getString("token"));

        house.sessionSide.endSession("alice");

        assertEquals("401 login-ended", alice.get("chat/session").problem());
        assertEquals("404 unknown-session", alice.get("chat/" + ALICES + "/session").problem());
    }

    @Test
    void aStreamTokenOpensStreamsAndNothingElse() throws Exception {
        String token = logIn("alice", "wonderland").getString("streamToken");
        Visitor withCookie = nobody.with("Cookie", StreamCookie.NAME + "=" + token);

        assertEquals("alice", nobody.get("chat/events?token=" + token).json().getString("user"));
        assertEquals("alice", withCookie.get("chat/" + ALICES + "/events").json().getString("user"));
        assertEquals("401 credentials-missing", nobody.get("chat/session?token=" + token).problem());
        assertEquals("401 credentials-missing", withCookie.get("chat/session").problem());
        assertEquals("401 credentials-wrong", nobody.bearer(token).get("chat/session").problem());
        assertEquals("401 credentials-wrong", nobody.bearer(token).get("chat/events").problem());
    }

    @Test
    void anotherUsersStreamTokenOpensNoStreamOfMine() throws Exception {
        logIn("alice", "wonderland");
        String bobs = logIn("bob", "builder").getString("streamToken");

        assertEquals("403 not-yours", nobody.get("chat/" + ALICES + "/events?token=" + bobs).problem());
        assertEquals("403 not-yours", nobody.with("Cookie", StreamCookie.NAME + "=" + bobs).get("chat/" + ALICES + "/events").problem());
    }

    @Test
    void anApiTokenIsNoStreamToken() throws Exception {
        JsonObject alice = logIn("alice", "wonderland");

        assertEquals("401 credentials-wrong", nobody.get("chat/events?token=" + alice.getString("token")).problem());
        assertEquals("200", "" + nobody.bearer(alice.getString("token")).get("chat/events").status());
    }

    @Test
    void aVisitorIsNobodysUserEvenWhereBothAreTaken() throws Exception {
        Visitor alice = nobody.bearer(logIn("alice", "wonderland").getString("token"));
        Visitor visitor = nobody.bearer(house.door.tokens().visitor("fhrtbf7"));

        assertEquals("alice", alice.get("visited").json().getString("user"));
        assertEquals("401 credentials-wrong", visitor.get("visited").problem());
        assertEquals("401 credentials-wrong", visitor.get("visited?user=alice").problem());
        assertEquals("401 credentials-wrong", visitor.get("public").problem());
    }

    @Test
    void whereUsersAndVisitorsComeAnExpiredTokenIsStillCalledSo() throws Exception {
        Visitor alice = nobody.bearer(logIn("alice", "wonderland").getString("token"));

        house.clock.pass(House.TOKEN_LIFETIME);

        assertEquals("401 token-expired", alice.get("visited").problem());
    }

    @Test
    void goodBasicCredentialsAreVerifiedOnceForFiveMinutes() throws Exception {
        Visitor alice = nobody.basic("Alice@example.org", "wonderland");

        for (int i = 0; i < 3; i++) {
            assertEquals("alice", alice.get("chat/session").json().getString("user"));
        }
        assertEquals(1, house.verifications());
        assertEquals(new Gate.Open("alice", Gate.Proof.VERIFIED, "wonderland", false), house.sessionSide.asked(Gate.Open.class).get(2));

        house.clock.pass(Duration.ofMinutes(5));
        alice.get("chat/session");
        assertEquals(2, house.verifications());
    }

    @Test
    void anEvictedUserIsVerifiedAnew() throws Exception {
        Visitor alice = nobody.basic("alice", "wonderland");
        assertEquals(200, alice.get("chat/session").status());

        house.sessionSide.passwords.put("alice", "changed");
        house.door.basicMemory().evict("alice");

        assertEquals("401 credentials-wrong", alice.get("chat/session").problem());
    }

    @Test
    void aPasswordThatTheServerNoLongerTakesIsForgotten() throws Exception {
        Visitor alice = nobody.basic("alice", "wonderland");
        assertEquals(200, alice.get("chat/session").status());

        house.sessionSide.passwords.put("alice", "changed"); // behind Parley's back

        assertEquals("401 credentials-wrong", alice.get("chat/session").problem());
        assertEquals("401 credentials-wrong", alice.get("public").problem());
    }

    @Test
    void aUserWhoDoesNotExistIsAWrongPassword() throws Exception {
        for (int i = 0; i < 5; i++) {
            Visitor.Reply unknown = nobody.basic("mallory", "x").get("chat/session");
            Visitor.Reply wrong = nobody.basic("alice", "x").get("chat/session");
            assertEquals("401 credentials-wrong", unknown.problem());
            assertEquals(wrong.text(), unknown.text());
        }
        assertEquals("429 too-many-failed-logins", nobody.basic("mallory", "x").get("chat/session").problem());
        assertEquals("429 too-many-failed-logins", nobody.basic("alice", "x").get("chat/session").problem());
    }

    @Test
    void guessingIsSlowedButNotForRememberedCredentials() throws Exception {
        Visitor alice = nobody.basic("alice", "wonderland");
        assertEquals(200, alice.get("chat/session").status());
        for (int i = 0; i < 5; i++) {
            assertEquals("401 credentials-wrong", nobody.basic("alice", "guess" + i).get("chat/session").problem());
        }

        Visitor.Reply slowed = nobody.basic("alice", "guess").get("chat/session");

        assertEquals("429 too-many-failed-logins", slowed.problem());
        assertEquals("1", slowed.header("Retry-After"));
        assertEquals(200, alice.get("chat/session").status());
        assertEquals("429 too-many-failed-logins",
                nobody.post("chat/login", "{\"username\":\"alice\",\"password\":\"wonderland\"}").problem(), "logins count together");
        house.clock.pass(Duration.ofSeconds(1));
        logIn("alice", "wonderland");
    }

    @Test
    void anXmppServerThatIsAwayIsNoWrongPassword() throws Exception {
        house.sessionSide.failWith(Problem.unavailable("xmpp-away", "Away.", 3));
        for (int i = 0; i < 10; i++) {
            assertEquals("503 xmpp-away", nobody.basic("alice", "wonderland").get("chat/session").problem());
        }

        house.sessionSide.failWith(null);

        assertEquals(200, nobody.basic("alice", "wonderland").get("chat/session").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wonder\u0000land"})
    void aPasswordThatSaslCannotCarryNeverReachesTheServer(String password) throws Exception {
        assertEquals("401 credentials-wrong", nobody.basic("alice", password).get("chat/session").problem());
        assertTrue(house.sessionSide.asked.isEmpty());
    }
}
