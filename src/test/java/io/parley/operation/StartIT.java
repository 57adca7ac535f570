package io.parley.operation;

import static io.parley.support.Person.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.FreePorts;
import io.parley.support.ParleyExtension;
import io.parley.support.ParleyNode;
import io.parley.support.Person;
import io.parley.support.Program;
import io.parley.support.WithParley;
import io.parley.support.XmppServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parley is started by an operator, who makes mistakes: each ends it with one clear line. And what it keeps is there the next time. */
@WithParley
@Tag("once")
class StartIT {
    private final ParleyNode shared;
    @TempDir
    Path directory;

    StartIT(ParleyNode shared) {
        this.shared = shared;
    }

    @Test
    void itAnswersQuestionsAboutItself() {
        Program.Outcome help = Program.run(Map.of(), "-h");
        assertEquals(0, help.code());
        assertTrue(help.said().contains("--config"), help.said());
        assertEquals(new Program.Outcome(0, "The configuration has no faults.\n"),
                Program.run(Map.of(), "--config", "conf/parley.yaml", "--check"));
    }

    @Test
    void everyFaultInFileAndEnvironmentIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("parley.yaml"), "http: {maxBodyBytes: many}\nxmp: {domain: x}\n");
        Program.Outcome outcome = run(Map.of("PARLEY_STREAMS_HEARTBEAT", "1h", "PARLEY_XMPP_PROT", "5222"), "--config", file.toString());
        assertEquals(1, outcome.code());
        for (String key : List.of("http.maxBodyBytes", "xmp", "PARLEY_STREAMS_HEARTBEAT", "PARLEY_XMPP_PROT")) {
            assertEquals(1, outcome.plainLines().stream().filter(line -> line.startsWith("  " + key)).count(), key + " in " + outcome);
        }
        assertFalse(outcome.said().contains("Exception"), outcome.said());
    }

    @Test
    void aMissingFileIsNamed() {
        Program.Outcome outcome = run(Map.of(), "--config", "no-such.yaml");
        assertEquals(1, outcome.code());
        assertEquals(List.of("parley: The configuration has faults:", "  no-such.yaml: there is no such file, or it cannot be read"),
                outcome.plainLines());
    }

    @Test
    void aTakenPortIsOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            isOneLine(run(Map.of("PARLEY_HTTP_PORT", Integer.toString(taken.getLocalPort()))),
                    "port " + taken.getLocalPort() + " on 127.0.0.1 is taken");
        }
    }

    @Test
    void aCertificateThatIsNotThereIsNamedByItsKey() throws IOException {
        Path key = Files.writeString(directory.resolve("server.key"), "no key");
        Program.Outcome outcome = run(Map.of("PARLEY_HTTP_TLS_CERTIFICATE", "missing.pem", "PARLEY_HTTP_TLS_KEY", key.toString()));
        assertEquals(1, outcome.code());
        assertTrue(outcome.plainLines().stream().anyMatch(line -> line.contains("http.tls.certificate")), outcome.said());
    }

    @Test
    void aCertificateThatIsNoneIsOneLine() throws IOException {
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "nonsense");
        isOneLine(run(Map.of("PARLEY_HTTP_TLS_CERTIFICATE", nonsense.toString(), "PARLEY_HTTP_TLS_KEY", nonsense.toString())), "http.tls");
    }

    @Test
    void keysThatOthersCanReadAreRefused() throws IOException {
        Path keys = Files.createDirectories(directory.resolve("data/keys"));
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
        Path key = Files.writeString(keys.resolve("api-token.key"), "whatever");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        isOneLine(run(Map.of()), "chmod 600 " + key);
    }

    @Test
    void theSecretIsMadeOnceAndEverythingKeptIsFoundAgain() throws IOException {
        XmppServer server = shared.server();
        server.register("start-ann", "start-ann");
        try (ParleyNode node = ParleyNode.start(shared.vertx(), server, ParleyExtension.newDirectory(), Map.of("PARLEY_SECRET", ""))) {
            Path keys = node.log().resolveSibling("keys");
            String secret = Files.readString(keys.resolve("secret")).strip();
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("secret"))));
            assertFalse(node.logText().contains(secret), "the log tells where the secret is, never what it is");
            Person ann = node.login("start-ann");
            ann.api().post(chat("/users/city"), "Vienna").expect(200);
            ann.leave();
            node.stop();
            node.start();

            assertEquals(secret, Files.readString(keys.resolve("secret")).strip());
            node.api().withSecret(secret).get(chat("/contacts?user=start-ann")).expect(200);
            String users = node.api().withSecret(secret).get(chat("/users?search=start-ann&user=start-ann")).expect(200).text();
            assertTrue(users.contains("Vienna"), users);
        }
    }

    private Program.Outcome run(Map<String, String> overrides, String... arguments) {
        Map<String, String> environment = new HashMap<>(Map.of("PARLEY_DATA_DIRECTORY", directory.resolve("data").toString(),
                "PARLEY_HTTP_PORT", Integer.toString(FreePorts.one()), "PARLEY_MANAGEMENT_PORT", Integer.toString(FreePorts.one())));
        environment.putAll(overrides);
        return Program.run(environment, arguments);
    }

    private static void isOneLine(Program.Outcome outcome, String what) {
        assertEquals(1, outcome.code(), outcome.said());
        assertEquals(1, outcome.plainLines().size(), outcome.said());
        assertTrue(outcome.plainLines().get(0).startsWith("parley: ") && outcome.said().contains(what), outcome.said());
    }
}
