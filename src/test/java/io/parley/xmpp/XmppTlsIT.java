package io.parley.xmpp;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.parley.support.Await;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.Prosody;
import io.parley.support.TestCertificates;
import io.parley.support.XmppServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS to the XMPP server: required means required, and a certificate that nobody vouches for is no certificate. */
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XmppTlsIT {
    private final Vertx vertx = Vertx.vertx();
    private TestCertificates certificates;
    private XmppServer server;

    @BeforeAll
    void start(@TempDir Path directory) {
        certificates = TestCertificates.in(directory.resolve("certificates"));
        server = Prosody.withTls(directory, certificates);
        server.start();
        server.register("ann", "ann");
    }

    @AfterAll
    void stop() {
        server.close();
        Await.await(vertx.close());
    }

    @Test
    void whoTrustsTheAuthorityLogsIn() {
        try (ParleyNode node = node(Map.of("PARLEY_XMPP_TLS", "required",
                "PARLEY_XMPP_TRUSTED_CERTIFICATES", certificates.authority().toString()))) {
            Person ann = node.login("ann");
            ann.say("ann@" + server.domain(), "over TLS");
            ann.leave();
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() {
        try (ParleyNode node = node(Map.of("PARLEY_XMPP_TLS", "required", "PARLEY_XMPP_TRUSTED_CERTIFICATES", ""))) {
            assertEquals("xmpp-tls", node.api().post(chat("/login"), new JsonObject().put("username", "ann").put("password", "ann"))
                    .expect(502).code());
        }
    }

    private ParleyNode node(Map<String, String> settings) {
        return ParleyNode.start(vertx, server, ParleyExtension.newDirectory(), settings);
    }
}
