package io.parley.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two components of Parley (XEP-0114) are let in with the secret. */
@WithXmpp
class ServerComponentsIT {
    private static final Pattern STREAM_ID = Pattern.compile("<stream:stream[^>]* id=['\"]([^'\"]+)['\"]");
    private static final int PATIENCE_MILLIS = 10_000;

    private final XmppServer server;

    ServerComponentsIT(XmppServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"workgroup", "visitors"})
    void theSecretOpensIt(String name) throws Exception {
        try (Socket socket = handshake(name, server.componentSecret())) {
            assertEquals("<handshake/>", read(socket, "(<handshake ?/>)").replace(" ", "").replace('\'', '"'));
        }
    }

    @Test
    void anotherSecretDoesNot() throws Exception {
        try (Socket socket = handshake("workgroup", "wrong")) {
            assertEquals("not-authorized", read(socket, "<(not-authorized)"));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "parley.xmpp", matches = "prosody",
            disabledReason = "ejabberd lets several in and picks one for each stanza")
    void theNewestConnectionTakesItOver() throws Exception {
        try (Socket old = handshake("workgroup", server.componentSecret())) {
            read(old, "(<handshake ?/>)");
            try (Socket next = handshake("workgroup", server.componentSecret())) {
                assertEquals("conflict", read(old, "<(conflict)"));
                assertTrue(read(next, "(<handshake ?/>)").startsWith("<handshake"));
            }
        }
    }

    private Socket handshake(String name, String secret) throws Exception {
        Socket socket = new Socket(server.host(), server.componentPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        write(socket, "<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' to='%s.%s'>"
                .formatted(name, server.domain()));
        String id = read(socket, STREAM_ID.pattern());
        byte[] hash = MessageDigest.getInstance("SHA-1").digest((id + secret).getBytes(StandardCharsets.UTF_8));
        write(socket, "<handshake>" + HexFormat.of().formatHex(hash) + "</handshake>");
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads until the pattern is there. @return its first group */
    private static String read(Socket socket, String pattern) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            Matcher found = Pattern.compile(pattern).matcher(read.append((char) next));
            if (found.find()) {
                return found.group(1);
            }
        }
        throw new AssertionError("The stream ended without " + pattern + ": " + read);
    }
}
