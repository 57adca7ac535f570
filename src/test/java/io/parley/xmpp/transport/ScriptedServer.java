package io.parley.xmpp.transport;

import io.parley.support.Await;
import io.parley.xmpp.wire.Framing;
import io.parley.xmpp.wire.StreamFault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other side of a connection, which says just what the test wants it to say. */
final class ScriptedServer implements AutoCloseable {
    static final String HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams' id='s1' from='localhost' version='1.0'>";
    static final String SASL = "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>PLAIN</mechanism></mechanisms>";
    static final String BIND = "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>";
    static final String SM = "<sm xmlns='urn:xmpp:sm:3'/>";
    static final String SUCCESS = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";
    /** What is heard when the line was cut. */
    static final String CUT = "(cut)";

    private final NetServer server;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    ScriptedServer(Vertx vertx, NetServerOptions options) {
        server = vertx.createNetServer(options.setHost("127.0.0.1").setPort(0)).connectHandler(socket -> lines.add(new Line(socket)));
        Await.await(server.listen());
    }

    int port() {
        return server.actualPort();
    }

    /** The next connection. */
    Line line() {
        return poll(lines, "a connection");
    }

    boolean isUnvisited() {
        return lines.isEmpty();
    }

    @Override
    public void close() {
        Await.await(server.close());
    }

    private static <T> T poll(BlockingQueue<T> queue, String what) {
        try {
            T one = queue.poll(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (one == null) {
                throw new AssertionError("not within " + Await.PATIENCE + ": " + what);
            }
            return one;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** One connection. */
    static final class Line implements Framing.Sink {
        private final NetSocket socket;
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private volatile Framing framing = new Framing(this, 1 << 20);
        private final Context context = Vertx.currentContext();
        private volatile boolean answering;
        private volatile boolean slow;

        Line(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::read).closeHandler(closed -> heard.add(CUT));
        }

        private void read(Buffer bytes) {
            try {
                framing.received(bytes.getBytes());
            } catch (StreamFault fault) {
                heard.add(fault + " in " + bytes); // which no test wants to hear
            }
        }

        @Override
        public void opened(String header) {
            heard.add("header");
        }

        @Override
        public void element(String xml, int depth) {
            heard.add(xml);
            if (answering && xml.startsWith("<iq ")) {
                say("<iq type='result' from='localhost' id='" + id(xml) + "'/>");
            }
        }

        @Override
        public void closed() {
            heard.add("end");
        }

        Line say(String xml) {
            if (xml.equals(SUCCESS)) {
                framing = new Framing(this, 1 << 20); // the client's next bytes are another stream's
            }
            if (slow) {
                for (byte one : xml.getBytes(StandardCharsets.UTF_8)) {
                    socket.write(Buffer.buffer(new byte[] {one}));
                }
            } else {
                socket.write(xml);
            }
            return this;
        }

        /** From now on it says one byte at a time. */
        Line slowly() {
            slow = true;
            return this;
        }

        /** Reads nothing more, neither what is said nor that the line is cut. */
        void deaf() {
            Await.await(onLoop(socket::pause));
        }

        void listen() {
            Await.await(onLoop(socket::resume));
        }

        private Future<Void> onLoop(Runnable step) {
            return Future.future(done -> context.runOnContext(turn -> {
                step.run();
                done.complete();
            }));
        }

        /** From now on each question is answered with an empty result, and the one before this too. */
        void answering() {
            answering = true;
            heard.stream().filter(xml -> xml.startsWith("<iq ")).forEach(asked ->
                    say("<iq type='result' from='localhost' id='" + id(asked) + "'/>"));
        }

        private static String id(String xml) {
            return xml.replaceFirst(".* id=['\"]([^'\"]+)['\"].*", "$1");
        }

        /** What the client says next. */
        String hear() {
            return poll(heard, "a word of the client");
        }

        /** What the client says next, which must begin so. */
        String hear(String beginning) {
            String said = hear();
            if (!said.startsWith(beginning)) {
                throw new AssertionError("wanted " + beginning + "..., heard " + said);
            }
            return said;
        }

        Line greet(String... features) {
            hear("header");
            return say(HEADER + "<stream:features>" + String.join("", features) + "</stream:features>");
        }

        /** Up to the features behind the login. */
        Line authenticate() {
            greet(SASL);
            hear("<auth ");
            return say(SUCCESS).greet(BIND, SM);
        }

        Line bind() {
            return say("<iq type='result' id='" + id(hear("<iq ")) + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                    + "<jid>ann@localhost/r</jid></bind></iq>");
        }

        /** A whole login, with a stream that can be resumed. */
        Line logIn() {
            return logIn("");
        }

        /** @param more what else is said of the stream's resumption, as attributes */
        Line logIn(String more) {
            authenticate().bind();
            hear("<enable ");
            return say("<enabled xmlns='urn:xmpp:sm:3' id='resume-me' resume='true' " + more + "/>");
        }

        void cut() {
            Await.await(socket.close());
        }
    }
}
