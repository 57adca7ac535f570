package io.parley.fastpath.component;

import io.parley.bus.ProblemException;
import io.parley.time.Timers;
import io.parley.xmpp.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A component's stream over TCP (XEP-0114, section 3), with no thread of its own. */
final class TcpComponentStream implements ComponentStream {
    /** Bytes that may wait for a server that does not read. */
    private static final int MOST_UNSENT = 4 * 1024 * 1024;

    private final NetClient client;
    private final ComponentSettings settings;
    private final Timers timers;
    private final String domain;
    private final Listener listener;
    private final Promise<Void> opening = Promise.promise();
    private final Framing framing = new Framing(this::streamOpened, this::received, () -> end("closed by the server"));
    private NetSocket socket;
    private boolean open;
    private boolean over;

    TcpComponentStream(NetClient client, ComponentSettings settings, Timers timers, String domain, Listener listener) {
        this.client = client;
        this.settings = settings;
        this.timers = timers;
        this.domain = domain;
        this.listener = listener;
    }

    @Override
    public Future<Void> open() {
        Timers.Timer deadline = timers.after(settings.replyTimeout(), () -> end("no answer to the handshake"));
        client.connect(settings.port(), settings.host()).onSuccess(this::connected).onFailure(refused -> end("not reached"));
        return opening.future().onComplete(done -> deadline.cancel());
    }

    private void connected(NetSocket connected) {
        if (over) {
            connected.close();
            return;
        }
        socket = connected;
        socket.setWriteQueueMaxSize(MOST_UNSENT);
        socket.handler(this::read).closeHandler(closed -> end("cut")).exceptionHandler(failure -> end("broken"));
        socket.write("<stream:stream xmlns='" + Namespaces.STANZA + "' xmlns:stream='" + Namespaces.STREAM + "' to='" + domain + "'>");
    }

    private void read(Buffer bytes) {
        try {
            framing.received(bytes);
        } catch (IOException | RuntimeException notXmpp) {
            end("not an XMPP stream");
        }
    }

    private void streamOpened(String streamId) {
        byte[] text = (streamId + settings.secret()).getBytes(StandardCharsets.UTF_8);
        socket.write("<handshake>" + HexFormat.of().formatHex(sha1().digest(text)) + "</handshake>");
    }

    /** XEP-0114 knows no other. */
    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }

    private void received(Element element) {
        if (over) {
            return;
        }
        if (element.is("error", Namespaces.STREAM)) {
            end(element.children().stream().findFirst().map(Element::name).orElse("stream error"));
        } else if (open) {
            listener.received(element);
        } else if (element.is("handshake", Namespaces.STANZA)) {
            open = true;
            opening.complete();
        }
    }

    @Override
    public void send(Element stanza) {
        String xml = ElementWriter.write(stanza);
        if (!open || over || socket.writeQueueFull()) {
            throw away();
        }
        socket.write(xml);
    }

    @Override
    public Future<Void> close() {
        boolean wasOpen = open && !over;
        over = true;
        opening.tryFail(away());
        if (socket == null) {
            return Future.succeededFuture();
        }
        return wasOpen ? socket.end(Buffer.buffer("</stream:stream>")).otherwiseEmpty() : socket.close().otherwiseEmpty();
    }

    private void end(String why) {
        if (over) {
            return;
        }
        over = true;
        if (socket != null) {
            socket.close();
        }
        if (!opening.tryFail(new IOException(why))) {
            listener.lost(why);
        }
    }

    private static ProblemException away() {
        return XmppServer.away().exception();
    }
}
