package io.parley.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * An authority of the test's own and a certificate for {@code localhost} and {@code 127.0.0.1} signed by it, as PEM files.
 *
 * @param authority   what clients trust
 * @param certificate the server's, with its chain
 * @param key         the server's private key (PKCS#8)
 */
public record TestCertificates(Path authority, Path certificate, Path key) {
    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority.pem";
    private static final String CHAIN = "server.pem";
    private static final String KEY = "server.key";

    public static TestCertificates in(Path directory) {
        return in(directory, List.of("-validity", "90"));
    }

    /** Those that all servers of this run show; keytool takes too long to make them for each. */
    static TestCertificates ofThisRun() {
        Path directory = Path.of("target", "xmpp", "certificates-" + ProcessHandle.current().pid()).toAbsolutePath();
        TestCertificates made = new TestCertificates(directory.resolve(AUTHORITY), directory.resolve(CHAIN), directory.resolve(KEY));
        return Files.exists(made.key()) ? made : in(directory); // the key is written last
    }

    /** One whose time is over. */
    public static TestCertificates expired(Path directory) {
        return in(directory, List.of("-startdate", "-10d", "-validity", "5"));
    }

    private static TestCertificates in(Path directory, List<String> validity) {
        try {
            Files.createDirectories(directory);
            Path store = directory.resolve("keys.p12");
            Path request = directory.resolve("server.csr");
            Path signed = directory.resolve("server.crt");
            Path authority = directory.resolve(AUTHORITY);
            keytool(store, "-genkeypair", "-alias", "authority", "-keyalg", "EC", "-dname", "CN=Parley test authority",
                    "-ext", "bc:c=ca:true");
            // RSA: ejabberd does not see that an EC key as Java writes it belongs to the certificate
            keytool(store, "-genkeypair", "-alias", "server", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=localhost");
            keytool(store, "-exportcert", "-alias", "authority", "-rfc", "-file", authority.toString());
            keytool(store, "-certreq", "-alias", "server", "-file", request.toString());
            List<String> sign = new ArrayList<>(List.of("-gencert", "-alias", "authority", "-rfc", "-infile", request.toString(),
                    "-outfile", signed.toString(), "-ext", "san=dns:localhost,dns:conference.localhost,ip:127.0.0.1"));
            sign.addAll(validity);
            keytool(store, sign.toArray(String[]::new));
            Path chain = Files.writeString(directory.resolve(CHAIN), Files.readString(signed) + Files.readString(authority));
            return new TestCertificates(authority, chain, writeKey(store, directory.resolve(KEY)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trusts the authority and nobody else. */
    public X509TrustManager trusting() {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path writeKey(Path store, Path key) throws IOException {
        try {
            char[] password = PASSWORD.toCharArray();
            byte[] bytes = KeyStore.getInstance(store.toFile(), password).getKey("server", password).getEncoded();
            String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
            return Files.writeString(key, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool " + arguments[0] + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
