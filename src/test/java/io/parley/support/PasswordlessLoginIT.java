package io.parley.support;

import static io.parley.support.LoginTokens.claims;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jivesoftware.smack.packet.Mechanisms;
import org.jivesoftware.smack.sasl.SASLErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The servers, as {@code conf/} configures them, let in who holds a password or a good token, and nobody else. */
@WithXmpp
class PasswordlessLoginIT {
    private final XmppServer server;
    private final LoginTokens tokens;

    PasswordlessLoginIT(XmppServer server) {
        this.server = server;
        this.tokens = LoginTokens.of(server);
    }

    @Test
    void aPasswordLogsIn() {
        assertLogsIn("alice", "alice");
    }

    @Test
    void aWrongPasswordDoesNot() {
        assertRefused("alice", "bob");
    }

    @Test
    void aTokenLogsInTheUserItNames() {
        assertLogsIn("alice", tokens.good(server.jid("alice")));
    }

    @Test
    void aTokenOfAnotherUserDoesNot() {
        assertRefused("alice", tokens.good(server.jid("bob")));
        assertRefused("alice", tokens.good("alice@elsewhere.example"));
    }

    @Test
    void anExpiredTokenDoesNot() {
        assertRefused("alice", tokens.signed(claims(server.jid("alice"), Duration.ofMinutes(-1))));
    }

    @Test
    void aTokenWithoutExpiryDoesNot() {
        JsonObject endless = claims(server.jid("alice"), Duration.ofMinutes(1));
        endless.remove("exp");
        assertRefused("alice", tokens.signed(endless));
    }

    @Test
    void aForgedTokenDoesNot() {
        assertRefused("alice", new LoginTokens(ServerSite.random()).good(server.jid("alice")));
        assertRefused("alice", LoginTokens.unsigned(claims(server.jid("alice"), Duration.ofMinutes(1))));
        String good = tokens.good(server.jid("alice"));
        assertRefused("alice", good.substring(0, good.lastIndexOf('.') + 1));
        assertRefused("alice", "a.b.c");
    }

    @Test
    @EnabledIfSystemProperty(named = "parley.xmpp", matches = "prosody", disabledReason = "ejabberd looks at jid and exp alone")
    void aTokenForAnotherPurposeDoesNot() {
        JsonObject claims = claims(server.jid("alice"), Duration.ofMinutes(1));
        assertRefused("alice", tokens.signed(claims.copy().put("aud", "api")));
        claims.remove("aud");
        assertRefused("alice", tokens.signed(claims));
    }

    @Test
    @EnabledIfSystemProperty(named = "parley.xmpp", matches = "prosody", disabledReason = "ejabberd takes a token for an account")
    void aTokenMakesNoUser() {
        assertRefused("nobody", tokens.good(server.jid("nobody")));
    }

    @Test
    @EnabledIfSystemProperty(named = "parley.xmpp", matches = "prosody", disabledReason = "ejabberd has no SCRAM beside tokens")
    void whoHasAPasswordNeedNotShowIt() {
        try (NativeClient alice = NativeClient.silent(server, "alice")) {
            assertEquals("SCRAM-SHA-1", alice.connection().getUsedSaslMechansism());
            Mechanisms offered = alice.connection().getFeature(Mechanisms.class);
            assertTrue(offered == null || offered.getMechanisms().contains("SCRAM-SHA-1"));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "parley.xmpp", matches = "prosody", disabledReason = "ejabberd reads its key at the start")
    void aKeyMayComeLateAndChange(@TempDir Path directory) throws IOException {
        try (XmppServer fresh = XmppServer.fresh(directory)) {
            Files.delete(fresh.loginKeyFile());
            fresh.start();
            fresh.register("alice", "alice");
            String first = ServerSite.random();
            assertRefused(fresh, "alice", new LoginTokens(first).good(fresh.jid("alice")));

            fresh.site().writeLoginKey(first);
            assertLogsIn(fresh, "alice", new LoginTokens(first).good(fresh.jid("alice")));

            Files.delete(fresh.loginKeyFile());
            String second = ServerSite.random();
            fresh.site().writeLoginKey(second);
            assertRefused(fresh, "alice", new LoginTokens(first).good(fresh.jid("alice")));
            assertLogsIn(fresh, "alice", new LoginTokens(second).good(fresh.jid("alice")));
            assertLogsIn(fresh, "alice", "alice");
        }
    }

    private void assertLogsIn(String user, String password) {
        assertLogsIn(server, user, password);
    }

    private void assertRefused(String user, String password) {
        assertRefused(server, user, password);
    }

    private static void assertLogsIn(XmppServer server, String user, String password) {
        try (NativeClient client = NativeClient.loginPlain(server, user, password)) {
            assertEquals(server.jid(user), client.jid().asBareJid().toString());
        }
    }

    private static void assertRefused(XmppServer server, String user, String password) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> NativeClient.loginPlain(server, user, password));
        SASLErrorException failure = assertInstanceOf(SASLErrorException.class, refused.getCause());
        assertEquals("not-authorized", failure.getSASLFailure().getSASLError().toString().replace('_', '-'));
    }
}
