package io.parley.xmpp.transport;

import io.parley.xmpp.wire.StreamFault;
import java.util.List;
import org.jivesoftware.smack.SmackException.NotConnectedException;
import org.jivesoftware.smack.packet.Stanza;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a connection sends, from one line to the next: each stanza until the server has it (XEP-0198), or is known to have lost it. */
final class Outbound {
    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);
    private static final String REQUEST = "<r xmlns='" + Acknowledgements.NAMESPACE + "'/>";

    private final ThreadlessConnection connection;
    private final Acknowledgements sm;
    private final LoopConnection.Listener listener;

    Outbound(ThreadlessConnection connection, Acknowledgements sm, LoopConnection.Listener listener) {
        this.connection = connection;
        this.sm = sm;
        this.listener = listener;
    }

    /** Whether one more stanza may be sent: the server reads and acknowledges. */
    boolean hasRoom(Line line) {
        return line != null && !line.isFull() && sm.hasRoom();
    }

    void send(Stanza stanza, Line line) throws NotConnectedException {
        if (!hasRoom(line)) {
            throw new NotConnectedException("the server does not keep up");
        }
        CharSequence xml = xml(stanza);
        line.write(xml);
        if (sm.sent(stanza, xml.length())) {
            line.write(REQUEST);
        }
    }

    /** Smack leaves {@code >} in texts as it is, and {@code ]]>} there is not well-formed (XML 1.0, section 2.4). */
    private CharSequence xml(Stanza stanza) {
        return stanza.toXML(connection.outgoing()).toString().replace("]]>", "]]&gt;");
    }

    void acknowledged(long count) throws StreamFault {
        for (Stanza stanza : sm.acknowledged(count)) {
            try {
                listener.acknowledged(stanza);
            } catch (RuntimeException e) {
                LOG.error("{}: the acknowledgement of {} was not dealt with", connection, stanza.getStanzaId(), e);
            }
        }
    }

    /** What the resumed stream lacks; nothing else can come before it, for nobody may send yet. */
    void sendAgain(Line line) {
        List<Stanza> all = sm.resumed();
        all.forEach(stanza -> line.write(xml(stanza)));
        if (!all.isEmpty()) {
            line.write(REQUEST);
        }
    }

    /** The server is told what we have before the stream ends: what it believes lost it would keep, and send to the next one. */
    void lastWord(Line line) {
        if (sm.running()) {
            line.write(sm.answer());
        }
    }

    /** What a stream that could not be resumed leaves behind. */
    void handBack() {
        sm.giveUp().forEach(listener::dropped);
    }
}
