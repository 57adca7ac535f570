package io.parley.fastpath.component;

import io.parley.bus.ProblemException;
import io.parley.time.Timers;
import io.parley.xmpp.XmppServer;
import io.parley.xmpp.wire.StreamFault;
import io.parley.xmpp.wire.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.xml.stream.XMLStreamException;
import org.jivesoftware.smack.packet.StreamError.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A component's stream over TCP (XEP-0114, section 3), with no thread of its own. */
final class TcpComponentStream implements ComponentStream, Wire.User {
    private static final Logger LOG = LoggerFactory.getLogger(TcpComponentStream.class);
    /** In bytes; servers bound what they pass on well below. */
    private static final int LONGEST = 8 * 1024 * 1024;
    /** Bytes that may wait for a server that does not read. */
    private static final int MOST_UNSENT = 4 * 1024 * 1024;

    private final NetClient client;
    private final Context context;
    private final ComponentSettings settings;
    private final Timers timers;
    private final String domain;
    private final Listener listener;
    private final Promise<Void> opening = Promise.promise();
    private final ElementReader reader = new ElementReader();
    private Wire wire;
    private boolean open;
    private boolean over;

    TcpComponentStream(NetClient client, Context context, ComponentSettings settings, Timers timers, String domain, Listener listener) {
        this.client = client;
        this.context = context;
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
        wire = new Wire(connected, context, LONGEST, MOST_UNSENT, this);
        wire.write("<stream:stream xmlns='" + Namespaces.STANZA + "' xmlns:stream='" + Namespaces.STREAM + "' to='" + domain + "'>");
    }

    @Override
    public void opened(String header) throws StreamFault {
        try {
            byte[] text = (reader.attribute(header, "id") + settings.secret()).getBytes(StandardCharsets.UTF_8);
            wire.write("<handshake>" + HexFormat.of().formatHex(sha1().digest(text)) + "</handshake>");
        } catch (XMLStreamException e) {
            throw new StreamFault(Condition.not_well_formed, "the start tag of the stream");
        }
    }

    /** XEP-0114 knows no other. */
    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-1", e);
        }
    }

    @Override
    public void element(String xml, int depth) {
        try {
            received(reader.read(xml));
        } catch (XMLStreamException unreadable) {
            // whoever sent it, the stream carries everybody else's stanzas too: it goes on
            LOG.warn("{}: a stanza of {} characters was left out: it could not be read", domain, xml.length());
        }
    }

    @Override
    public void closed() {
        end("closed by the server");
    }

    @Override
    public void broken(IOException why) {
        end(why instanceof StreamFault ? "not an XMPP stream" : "cut");
    }

    private void received(Element element) {
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
        if (!open || over || wire.isFull()) {
            throw away();
        }
        wire.write(xml);
    }

    @Override
    public Future<Void> close() {
        boolean wasOpen = open && !over;
        over = true;
        opening.tryFail(away());
        if (wire == null) {
            return Future.succeededFuture();
        }
        if (wasOpen) {
            wire.write(Wire.END);
        }
        return wire.cut().otherwiseEmpty();
    }

    private void end(String why) {
        if (over) {
            return;
        }
        over = true;
        if (wire != null) {
            wire.cut();
        }
        if (!opening.tryFail(new IOException(why))) {
            listener.lost(why);
        }
    }

    private static ProblemException away() {
        return XmppServer.away().exception();
    }
}
