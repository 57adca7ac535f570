package io.parley.xmpp.transport;

import io.parley.support.Await;
import io.parley.xmpp.wire.Framing;
import io.parley.xmpp.wire.StreamFault;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A server with stream management (XEP-0198), written after the specification, that answers every message with one of its own and cuts
 * the line at a point of the conversation: before it has taken an element in, behind it without a word, or in the middle of its answer.
 */
final class ResumingServer {
    enum Cut { BEFORE, BEHIND, IN_THE_ANSWER }

    private final NetServer server;
    private final int cutAt;
    private final Cut cut;
    private final Deque<String> unacknowledged = new ArrayDeque<>();
    final List<String> heard = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    int resumptions;
    private long handled;
    private long acknowledged;
    private int elements;
    private boolean isCut;

    /** @param cutAt the element at which it cuts, counted from the first of the first stream */
    ResumingServer(Vertx vertx, int cutAt, Cut cut) {
        this.cutAt = cutAt;
        this.cut = cut;
        server = vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(0)).connectHandler(Line::new);
        Await.await(server.listen());
    }

    int port() {
        return server.actualPort();
    }

    void close() {
        Await.await(server.close());
    }

    private final class Line implements Framing.Sink {
        private final NetSocket socket;
        private Framing framing = new Framing(this, 1 << 20);
        private boolean authenticated;
        private boolean over;

        Line(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::read);
        }

        private void read(Buffer bytes) {
            try {
                framing.received(bytes.getBytes());
            } catch (StreamFault fault) {
                throw new AssertionError(fault);
            }
        }

        private void write(String xml) {
            if (!over) {
                socket.write(xml);
            }
        }

        @Override
        public void opened(String header) {
            String features = authenticated ? ScriptedServer.BIND + ScriptedServer.SM : ScriptedServer.SASL;
            write(ScriptedServer.HEADER + "<stream:features>" + features + "</stream:features>");
        }

        @Override
        public void closed() {
            socket.close();
        }

        @Override
        public void element(String xml, int depth) {
            boolean now = !isCut && ++elements == cutAt;
            if (now && cut == Cut.BEFORE) {
                cutLine();
                return;
            }
            if (over) {
                return;
            }
            over = now && cut == Cut.BEHIND;
            String answer = answer(xml);
            over = false;
            if (now) {
                write(cut == Cut.IN_THE_ANSWER ? answer.substring(0, answer.length() / 2) : "");
                cutLine();
            } else {
                write(answer);
            }
        }

        private void cutLine() {
            isCut = true;
            over = true;
            framing.stop();
            socket.close();
        }

        private String answer(String xml) {
            if (xml.startsWith("<auth ")) {
                authenticated = true;
                framing.stop();
                framing = new Framing(this, 1 << 20);
                return ScriptedServer.SUCCESS;
            }
            if (xml.startsWith("<iq ")) {
                return "<iq type='result' id='" + attribute(xml, "id")
                        + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>ann@localhost/r</jid></bind></iq>";
            }
            if (xml.startsWith("<enable ")) {
                return "<enabled xmlns='urn:xmpp:sm:3' id='it' resume='true'/>";
            }
            if (xml.startsWith("<resume ")) {
                resumptions++;
                acknowledge(Long.parseLong(attribute(xml, "h")));
                return "<resumed xmlns='urn:xmpp:sm:3' h='" + handled + "' previd='it'/>" + String.join("", unacknowledged);
            }
            if (xml.startsWith("<r ")) {
                return "<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>";
            }
            if (xml.startsWith("<a ")) {
                acknowledge(Long.parseLong(attribute(xml, "h")));
                return "";
            }
            heard.add(attribute(xml, "id"));
            handled++;
            String id = "s" + said.size();
            said.add(id);
            unacknowledged.add("<message id='" + id + "'/>");
            return "<message id='" + id + "'/><r xmlns='urn:xmpp:sm:3'/>";
        }

        private void acknowledge(long count) {
            for (; acknowledged < count; acknowledged++) {
                unacknowledged.remove();
            }
        }
    }

    private static String attribute(String xml, String name) {
        return xml.replaceFirst("(?s).* " + name + "=['\"]([^'\"]+)['\"].*", "$1");
    }
}
