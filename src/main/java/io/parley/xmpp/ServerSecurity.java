package io.parley.xmpp;

import io.parley.config.Config;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whether the way to the XMPP server must be TLS, and whose certificates count there. */
final class ServerSecurity {
    private final Config.Xmpp config;
    private final X509TrustManager trusted;

    /** @throws IllegalArgumentException when the trusted certificates cannot be read */
    ServerSecurity(Config.Xmpp config) {
        this.config = config;
        this.trusted = config.trustedCertificates().map(ServerSecurity::trusting).orElse(null);
    }

    boolean needsTls() throws UnknownHostException {
        return switch (config.tls()) {
            case REQUIRED, DIRECT -> true;
            case DISABLED -> false;
            case AUTO -> !InetAddress.getByName(config.host()).isLoopbackAddress();
        };
    }

    /** Null: those that Java trusts. */
    X509TrustManager trusted() {
        return trusted;
    }

    private static X509TrustManager trusting(String pemFile) {
        try (InputStream pem = new FileInputStream(pemFile)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new IllegalArgumentException("no X.509 trust manager in this JVM");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("xmpp.trustedCertificates: cannot read " + pemFile + ": " + e.getMessage(), e);
        }
    }
}
