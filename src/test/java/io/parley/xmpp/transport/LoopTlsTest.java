package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.support.TestCertificates;
import io.parley.xmpp.transport.LineSettings.Security;
import io.parley.xmpp.transport.ScriptedServer.Line;
import io.vertx.core.Future;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.SmackException.SecurityRequiredByClientException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS from the first byte on and TLS that is asked for, with every certificate that is none, and with whoever wants it not to be. */
class LoopTlsTest {
    private static final String OFFER = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** The time that a handshake may take is kept by Netty, not by timers that a test can step. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private static TestCertificates sound;
    private static TestCertificates expired;

    /** How TLS begins. */
    private enum Way {
        DIRECT(Security.DIRECT), STARTTLS(Security.STARTTLS);

        private final Security security;

        Way(Security security) {
            this.security = security;
        }
    }

    @BeforeAll
    static void issue(@TempDir Path directory) {
        sound = TestCertificates.in(directory.resolve("sound"));
        expired = TestCertificates.expired(directory.resolve("expired"));
    }

    // ---- whom it trusts --------------------------------------------------------------------------------------------------------

    @Test
    void aCertificateForTheDomainIsTaken() {
        try (World world = world(sound, "localhost", sound.trusting())) {
            LoopConnection connection = world.connection(new Told(false));
            Future<Boolean> opened = world.open(connection);
            world.server.line().logIn();
            assertFalse(Await.await(opened));
            assertTrue(connection.isSecureConnection());
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        assertInstanceOf(CertificateException.class, refused(sound, "elsewhere.example", sound.trusting()));
    }

    /** It is good for 127.0.0.1, where the connection goes to; but who the server is says the domain. */
    @Test
    void aCertificateForTheHostIsNotOneForTheDomain() {
        assertInstanceOf(CertificateException.class, refused(sound, "other.localhost", sound.trusting()));
    }

    @Test
    void anExpiredCertificateIsRefused() {
        assertInstanceOf(SSLException.class, refused(expired, "localhost", expired.trusting()));
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() {
        assertInstanceOf(SSLException.class, refused(sound, "localhost", expired.trusting()));
    }

    @Test
    void withoutAnAuthorityOfItsOwnItTrustsWhomJavaTrusts() {
        assertInstanceOf(SSLException.class, refused(sound, "localhost", null));
    }

    private static Throwable refused(TestCertificates shown, String domain, X509TrustManager trusted) {
        try (World world = world(shown, domain, trusted)) {
            LoopConnection connection = world.connection(new Told(false));
            Throwable failure = failure(world.open(connection));
            assertFalse(connection.isConnected());
            return failure;
        }
    }

    private static World world(TestCertificates shown, String domain, X509TrustManager trusted) {
        NetServerOptions options = new NetServerOptions().setSsl(true).setKeyCertOptions(new PemKeyCertOptions()
                .setCertPath(shown.certificate().toString()).setKeyPath(shown.key().toString()));
        return new World(Security.DIRECT, PATIENCE, options, domain, trusted);
    }

    // ---- who wants it not to be ------------------------------------------------------------------------------------------------

    /** Whoever stands between has left the offer out of the features. */
    @Test
    void whereTheOfferWasTakenAwayNoPasswordIsSaid() {
        try (World world = new World(Security.STARTTLS, PATIENCE, new NetServerOptions(), "localhost", sound.trusting())) {
            Future<Boolean> opened = world.open(world.connection(new Told(false)));
            Line line = world.server.line().greet(ScriptedServer.SASL);
            assertInstanceOf(SecurityRequiredByClientException.class, failure(opened));
            assertEquals(ScriptedServer.CUT, line.hear());
        }
    }

    @Test
    void aServerThatRefusesItsOwnOfferIsLeft() {
        try (World world = new World(Security.STARTTLS, PATIENCE, new NetServerOptions(), "localhost", sound.trusting())) {
            Future<Boolean> opened = world.open(world.connection(new Told(false)));
            Line line = asked(world).say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:stream>");
            assertInstanceOf(SecurityRequiredByClientException.class, failure(opened));
            assertEquals(ScriptedServer.CUT, line.hear());
        }
    }

    @Test
    void aServerWithoutTlsAtThePortForItIsLeft() {
        try (World world = new World(Security.DIRECT, PATIENCE, new NetServerOptions(), "localhost", sound.trusting())) {
            Future<Boolean> opened = world.open(world.connection(new Told(false)));
            world.server.line().say(ScriptedServer.HEADER);
            assertInstanceOf(SSLException.class, failure(opened));
        }
    }

    // ---- who does not get on ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @EnumSource
    void aHandshakeThatStallsIsLeftInTime(Way way) {
        try (World world = new World(way.security, SHORT, new NetServerOptions(), "localhost", sound.trusting())) {
            LoopConnection connection = world.connection(new Told(false));
            Future<Boolean> opened = world.open(connection);
            shakingHands(way, world);
            assertNotAboutCertificates(way, failure(opened));
            assertFalse(connection.isConnected());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandshakeThatIsCutFailsTheLogin(Way way) {
        try (World world = new World(way.security, PATIENCE, new NetServerOptions(), "localhost", sound.trusting())) {
            LoopConnection connection = world.connection(new Told(false));
            Future<Boolean> opened = world.open(connection);
            shakingHands(way, world).cut();
            assertNotAboutCertificates(way, failure(opened));
            assertFalse(connection.isConnected());
        }
    }

    /** A server whose turn it is in the handshake, and who says nothing more. */
    private static Line shakingHands(Way way, World world) {
        Line line = way == Way.DIRECT ? world.server.line() : asked(world);
        line.deaf();
        if (way == Way.STARTTLS) {
            line.say("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        }
        return line;
    }

    /** Of direct TLS, Vert.x says only that it failed. */
    private static void assertNotAboutCertificates(Way way, Throwable failure) {
        assertInstanceOf(IOException.class, failure);
        assertEquals(way == Way.DIRECT, failure instanceof SSLException, failure.toString());
    }

    /** A connection whose client has just asked for TLS. */
    private static Line asked(World world) {
        Line line = world.server.line().greet(OFFER);
        line.hear("<starttls ");
        return line;
    }

    private static Throwable failure(Future<?> opened) {
        return assertThrows(AssertionError.class, () -> Await.await(opened)).getCause();
    }
}
