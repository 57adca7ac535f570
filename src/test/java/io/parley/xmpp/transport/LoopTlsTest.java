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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
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
    void aCertificateForTheDomainIsTaken() throws Exception {
        try (World world = world(sound, "localhost", trusting(sound))) {
            LoopConnection connection = world.connection(new Told(false));
            Future<Boolean> opened = world.open(connection);
            world.server.line().logIn();
            assertFalse(Await.await(opened));
            assertTrue(connection.isSecureConnection());
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        try (World world = world(sound, "elsewhere.example", trusting(sound))) {
            assertInstanceOf(CertificateException.class, refused(world));
        }
    }

    /** It is good for 127.0.0.1, where the connection goes to; but who the server is says the domain. */
    @Test
    void aCertificateForTheHostIsNotOneForTheDomain() throws Exception {
        try (World world = world(sound, "other.localhost", trusting(sound))) {
            assertInstanceOf(CertificateException.class, refused(world));
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        try (World world = world(expired, "localhost", trusting(expired))) {
            assertInstanceOf(SSLException.class, refused(world));
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
        try (World world = world(sound, "localhost", trusting(expired))) {
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

    private static X509TrustManager trusting(TestCertificates certificates) throws Exception {
        try (InputStream pem = Files.newInputStream(certificates.authority())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509TrustManager) Arrays.stream(factory.getTrustManagers()).findFirst().orElseThrow();
        }
    }
}
