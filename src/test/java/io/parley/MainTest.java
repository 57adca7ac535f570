package io.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void itTellsItsOptions() {
        assertEquals(0, run(Map.of(), "-h"));
        assertTrue(text(out).contains("--config FILE") && text(out).contains("--check"), text(out));
        assertEquals(0, run(Map.of(), "--version"));
        assertTrue(text(out).contains("parley "), text(out));
    }

    @Test
    void aWrongOptionIsOneLine() {
        assertEquals(1, run(Map.of(), "--confg"));
        assertEquals("parley: there is no option --confg; -h tells those there are\n", text(err));
        err.reset();
        assertEquals(1, run(Map.of(), "--config"));
        assertEquals("parley: --config wants a file\n", text(err));
    }

    @Test
    void theConfigurationThatComesWithItIsGood() {
        assertEquals(0, run(Map.of(), "--config", "conf/parley.yaml", "--check"), text(err));
        assertEquals("The configuration has no faults.\n", text(out));
    }

    @Test
    void aCheckTellsEveryFault(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("parley.yaml"), "http: {prt: 1}\n");
        assertEquals(1, run(Map.of("PARLEY_XMPP_PORT", "x"), "--check", "--config", file.toString()));
        assertEquals("""
                parley: The configuration has faults:
                  PARLEY_XMPP_PORT (xmpp.port): wants a whole number from 1 to 65535, not "x"
                  http.prt: there is no such key; did you mean http.port?
                """, text(err));
    }

    @Test
    void aTakenPortIsOneLine(@TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertEquals(1, run(Map.of("PARLEY_DATA_DIRECTORY", directory.toString(), "PARLEY_HTTP_PORT", "0",
                    "PARLEY_MANAGEMENT_PORT", String.valueOf(taken.getLocalPort()))));
            assertEquals("parley: port " + taken.getLocalPort() + " on 127.0.0.1 is taken\n", text(err));
        }
    }

    private int run(Map<String, String> environment, String... words) {
        return new Main(environment, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(words);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
