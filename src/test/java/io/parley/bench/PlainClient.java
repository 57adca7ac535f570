package io.parley.bench;

import io.parley.support.XmppServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The leanest native client there can be (RFC 6120, XEP-0198): it knows the few elements that a chat consists of and looks at tags, not
 * at a tree, so that what is measured is the server and not the client. No thread of its own.
 */
final class PlainClient {
    private static final String SM = "urn:xmpp:sm:3";
    private static final String OPEN = "<stream:stream to='%s' version='1.0' xmlns='jabber:client' "
            + "xmlns:stream='http://etherx.jabber.org/streams'>";
    private static final String AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>";
    private static final String BIND = "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>";

    private final NetSocket socket;
    private final XmppServer server;
    private final String user;
    private final Consumer<String> bodies;
    private final Promise<PlainClient> ready = Promise.promise();
    private final Deque<Promise<Void>> unacknowledged = new ArrayDeque<>();
    private boolean authenticated;
    private int depth;
    private long acknowledged;
    private long received;

    private PlainClient(NetSocket socket, XmppServer server, String user, Consumer<String> bodies) {
        this.socket = socket;
        this.server = server;
        this.user = user;
        this.bodies = bodies;
    }

    /** Available, with stream management on. The password is the user's name. */
    static Future<PlainClient> login(Site site, String user, Consumer<String> bodies) {
        XmppServer server = site.server();
        return site.sockets().connect(server.c2sPort(), server.host()).compose(socket -> {
            PlainClient client = new PlainClient(socket, server, user, bodies);
            RecordParser tags = RecordParser.newDelimited(">", tag -> client.tag(tag.toString(StandardCharsets.UTF_8)));
            socket.handler(tags).closeHandler(closed -> client.closed());
            client.open();
            return client.ready.future();
        });
    }

    /** Done when the server has acknowledged it. */
    Future<Void> say(String to, String body) {
        return send("<message type='chat' to='" + to + "' id='m" + acknowledged + unacknowledged.size() + "'><body>" + body
                + "</body></message><r xmlns='" + SM + "'/>");
    }

    private Future<Void> send(String stanza) {
        Promise<Void> safe = Promise.promise();
        unacknowledged.add(safe);
        socket.write(stanza);
        return safe.future();
    }

    private void open() {
        depth = 0;
        socket.write(OPEN.formatted(server.domain()));
    }

    private void closed() {
        ready.tryFail("the XMPP server closed the connection of " + user);
        unacknowledged.forEach(promise -> promise.tryFail("the XMPP server closed the connection of " + user));
    }

    /** One tag with the text before it; its closing bracket is cut off. An attribute's brackets come escaped from Prosody. */
    private void tag(String record) {
        String tag = record.substring(Math.max(0, record.indexOf('<')));
        if (tag.startsWith("<?")) {
            return;
        }
        if (tag.startsWith("</")) {
            depth--;
            element(tag.substring(2), record);
        } else if (tag.endsWith("/")) {
            element(tag.substring(1), record);
        } else {
            depth++;
        }
    }

    /** An element has ended; at depth 1 it is the stream's own child. */
    private void element(String tag, String record) {
        if (tag.startsWith("body")) {
            bodies.accept(record);
        }
        if (depth != 1) {
            return;
        }
        if (tag.startsWith("message") || tag.startsWith("presence") || tag.startsWith("iq")) {
            received++;
        }
        if (ready.future().isComplete()) {
            whenReady(tag);
        } else {
            whenOpening(tag);
        }
    }

    private void whenReady(String tag) {
        if (tag.startsWith("a ")) {
            acknowledge(tag);
        } else if (tag.startsWith("r ") || tag.equals("r")) {
            socket.write("<a xmlns='" + SM + "' h='" + received + "'/>");
        }
    }

    private void whenOpening(String tag) {
        if (tag.startsWith("stream:features")) {
            socket.write(authenticated ? BIND : AUTH.formatted(plain()));
        } else if (tag.startsWith("success")) {
            authenticated = true;
            open();
        } else if (tag.startsWith("iq")) {
            socket.write("<enable xmlns='" + SM + "'/>");
        } else if (tag.startsWith("enabled")) {
            received = 0;
            send("<presence/>");
            ready.complete(this);
        } else {
            ready.tryFail("the XMPP server answered " + user + " with " + tag);
        }
    }

    private void acknowledge(String tag) {
        int begin = tag.indexOf("h=") + 3;
        long handled = Long.parseLong(tag.substring(begin, tag.indexOf(tag.charAt(begin - 1), begin)));
        for (; acknowledged < handled; acknowledged++) {
            unacknowledged.remove().complete();
        }
    }

    private String plain() {
        return Base64.getEncoder().encodeToString(("\0" + user + "\0" + user).getBytes(StandardCharsets.UTF_8));
    }
}
