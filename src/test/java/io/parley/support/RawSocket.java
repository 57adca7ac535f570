package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Bytes on a connection, for requests that no HTTP client would send. */
public final class RawSocket {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private RawSocket() {
    }

    /** Sends the text (ISO 8859-1) and reads until the server closes the connection, which it has to. */
    public static String exchange(URI base, String request) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
