package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.support.TestCertificates;
import io.parley.xmpp.transport.LineSettings.Security;
import io.vertx.core.Future;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS from the first byte on, with every certificate that is none. */
class LoopTlsTest {
    private static TestCertificates sound;
    private static TestCertificates expired;

    @BeforeAll
    static void issue(@TempDir Path directory) {
        sound = TestCertificates.in(directory.resolve("sound"));
        expired = TestCertificates.expired(directory.resolve("expired"));
    }

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
        try (World world = world(sound, "elsewhere.example", sound.trusting())) {
            assertInstanceOf(CertificateException.class, refused(world));
        }
    }

    /** It is good for 127.0.0.1, where the connection goes to; but who the server is says the domain. */
    @Test
    void aCertificateForTheHostIsNotOneForTheDomain() {
        try (World world = world(sound, "other.localhost", sound.trusting())) {
            assertInstanceOf(CertificateException.class, refused(world));
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        try (World world = world(expired, "localhost", expired.trusting())) {
            assertInstanceOf(SSLException.class, refused(world));
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() {
        try (World world = world(sound, "localhost", expired.trusting())) {
            assertInstanceOf(SSLException.class, refused(world));
        }
    }

    @Test
    void withoutAnAuthorityOfItsOwnItTrustsWhomJavaTrusts() {
        try (World world = world(sound, "localhost", null)) {
            assertInstanceOf(SSLException.class, refused(world));
        }
    }

    private static Throwable refused(World world) {
        return assertThrows(AssertionError.class, () -> Await.await(world.open(world.connection(new Told(false))))).getCause();
    }

    private static World world(TestCertificates shown, String domain, X509TrustManager trusted) {
        NetServerOptions options = new NetServerOptions().setSsl(true).setKeyCertOptions(new PemKeyCertOptions()
                .setCertPath(shown.certificate().toString()).setKeyPath(shown.key().toString()));
        return new World(Security.DIRECT, Duration.ofSeconds(10), options, domain, trusted);
    }
}
