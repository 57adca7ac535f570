package io.parley.support;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one server lives: its directory, ports and secrets, which are what {@code conf/} wants to be told.
 *
 * @param directTlsPort where TLS begins with the first byte, if the server has certificates
 * @param tls           how the nodes of the tests are to come to it; native clients come without TLS to a server that only offers it
 * @param certificates  what it shows who wants TLS; it offers none without
 */
public record ServerSite(Path directory, String domain, int c2sPort, int directTlsPort, int componentPort, int httpPort,
                         String componentSecret, StreamTls tls, Optional<TestCertificates> certificates) {

    /** Free ports, new secrets, domain {@code localhost}. */
    static ServerSite in(Path directory) {
        StreamTls tls = StreamTls.wanted();
        return in(directory, tls, tls == StreamTls.NONE ? Optional.empty() : Optional.of(TestCertificates.ofThisRun()));
    }

    static ServerSite in(Path directory, StreamTls tls, Optional<TestCertificates> certificates) {
        List<Integer> ports = FreePorts.take(4);
        ServerSite site = new ServerSite(directory.toAbsolutePath(), "localhost", ports.get(0), ports.get(1), ports.get(2), ports.get(3),
                random(), tls, certificates);
        site.writeLoginKey(random());
        return site;
    }

    Path loginKey() {
        return directory.resolve("xmpp-login.jwk");
    }

    Path data() {
        return directory.resolve("data");
    }

    /** Each server is told to write here. */
    Path log() {
        return data().resolve("server.log");
    }

    /** What the process prints before it has a log. */
    Path output() {
        return directory.resolve("output.log");
    }

    /** Where the streams of nodes go. */
    int nodePort() {
        return tls == StreamTls.DIRECT ? directTlsPort : c2sPort;
    }

    /** @param key base64url, 32 bytes */
    void writeLoginKey(String key) {
        JsonObject jwk = new JsonObject().put("kty", "oct").put("use", "sig").put("alg", "HS256").put("k", key);
        try {
            Files.createDirectories(data());
            Files.writeString(loginKey(), jwk.encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names that {@code conf/prosody} reads from the environment and {@code conf/ejabberd} has between at-signs. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("XMPP_DATA", data().toString());
        settings.put("XMPP_DOMAIN", domain);
        settings.put("XMPP_C2S_PORT", Integer.toString(c2sPort));
        settings.put("XMPP_COMPONENT_PORT", Integer.toString(componentPort));
        settings.put("XMPP_HTTP_PORT", Integer.toString(httpPort));
        settings.put("XMPP_COMPONENT_SECRET", componentSecret);
        settings.put("XMPP_LOGIN_KEY", loginKey().toString());
        settings.put("XMPP_LOG_LEVEL", "info");
        return settings;
    }

    static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
