package io.parley.support;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException.SecurityRequiredException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Prosody that wants STARTTLS. */
@Tag("once")
class ServerTlsIT {
    @Test
    void loginsAreEncryptedWithACertificateOfTheAuthority(@TempDir Path directory) throws Exception {
        TestCertificates certificates = TestCertificates.in(directory.resolve("certificates"));
        try (XmppServer server = Prosody.withTls(directory, certificates)) {
            server.start();
            server.register("alice", "alice");

            XMPPTCPConnection open = new XMPPTCPConnection(configuration(server).setSecurityMode(SecurityMode.disabled).build());
            assertThrows(SecurityRequiredException.class, open::connect);

            // a context given by setSslContextFactory is initialised again, which throws its trust away
            XMPPTCPConnection connection = new XMPPTCPConnection(configuration(server)
                    .setSecurityMode(SecurityMode.required).setCustomX509TrustManager(certificates.trusting()).build());
            connection.connect().login();
            assertTrue(connection.isSecureConnection());
            connection.disconnect();
            assertFalse(connection.isConnected());
        }
    }

    private static XMPPTCPConnectionConfiguration.Builder configuration(XmppServer server) throws Exception {
        return XMPPTCPConnectionConfiguration.builder().setXmppDomain(server.domain()).setPort(server.c2sPort())
                .setHostAddress(InetAddress.getByName(server.host())).setUsernameAndPassword("alice", "alice");
    }
}
