package io.parley.xmpp.wire;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SSLOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSession;

/**
 * One TCP connection as what an XMPP stream needs of it: elements in, XML out. All of it runs on one event loop. What is written in one
 * turn of the loop leaves in one piece.
 */
public final class Wire {
    /** Ends this side of the stream (RFC 6120, section 4.4). */
    public static final String END = "</stream:stream>";

    /** Told what the server sends, until the wire is {@link #cut}. */
    public interface User extends Framing.Sink {
        /** The connection is gone, or what came was no XMPP stream. */
        void broken(IOException why);
    }

    private final NetSocket socket;
    private final Context context;
    private final User user;
    private final int longestElement;
    private final int mostUnsent;
    private Framing framing;
    private StringBuilder unflushed;
    private boolean over;

    /** @param mostUnsent bytes that may wait for a server that does not read */
    public Wire(NetSocket socket, Context context, int longestElement, int mostUnsent, User user) {
        this.socket = socket;
        this.context = context;
        this.longestElement = longestElement;
        this.mostUnsent = mostUnsent;
        this.user = user;
        framing = new Framing(user, longestElement);
        socket.setWriteQueueMaxSize(mostUnsent);
        socket.handler(this::read)
                .exceptionHandler(failure -> breakOff(failure instanceof IOException io ? io : new IOException(failure)))
                .closeHandler(closed -> breakOff(new IOException("the server has closed the connection")));
    }

    private void read(Buffer buffer) {
        if (over) {
            return;
        }
        Framing reading = framing;
        try {
            byte[] bytes = buffer.getBytes();
            int read = reading.received(bytes);
            if (read < bytes.length && framing != reading) {
                // whoever wrote it knew that a new stream begins here, and wants it to be taken for its beginning
                breakOff(new IOException("bytes between two streams"));
            }
        } catch (StreamFault fault) {
            if (!over) {
                end(fault);
            }
            breakOff(fault);
        }
    }

    private void breakOff(IOException why) {
        if (!over) {
            cut();
            user.broken(why);
        }
    }

    /** The server's next bytes are another stream's. */
    public void restart() {
        framing.stop();
        framing = new Framing(user, longestElement);
    }

    /** Goes over to TLS; who the server is has then to be looked at in {@link #tlsSession}. */
    public Future<Void> toTls(SSLOptions options, String serverName) {
        flush();
        return socket.upgradeToSsl(options, serverName);
    }

    public boolean isTls() {
        return socket.isSsl();
    }

    /** Null without TLS. */
    public SSLSession tlsSession() {
        return socket.sslSession();
    }

    /** Whether more waits for the server to read than may wait. */
    public boolean isFull() {
        return socket.writeQueueFull() || unflushed != null && unflushed.length() > mostUnsent;
    }

    /** Nothing more is read until {@link #resume}: whoever is told does not keep up. */
    public void pause() {
        socket.pause();
    }

    public void resume() {
        socket.resume();
    }

    public void write(CharSequence xml) {
        if (over) {
            return;
        }
        if (unflushed == null) {
            unflushed = new StringBuilder(xml.length()).append(xml);
            context.runOnContext(turn -> flush());
        } else {
            unflushed.append(xml);
        }
    }

    /** Ends the stream with what is wrong with it. */
    public void end(StreamFault fault) {
        write(fault.toXml());
        write(END);
    }

    private void flush() {
        if (unflushed != null && !over) {
            socket.write(Buffer.buffer(unflushed.toString().getBytes(StandardCharsets.UTF_8)));
        }
        unflushed = null;
    }

    /** Closes the connection when what was written has left; the user hears nothing more. */
    public Future<Void> cut() {
        flush();
        over = true;
        framing.stop();
        return socket.close();
    }

    /** Closes the connection though what was written has not left: a peer that does not read would keep it open for ever. */
    public void drop() {
        ((NetSocketInternal) socket).channelHandlerContext().channel().close();
    }
}
