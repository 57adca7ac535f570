package io.parley.session.stanza;

import io.parley.bus.SessionCommand.SendStanza;
import io.parley.bus.SessionReply.StanzaAnswer;
import io.parley.session.CommandTable;
import io.parley.session.Family;
import io.parley.session.Link;
import io.parley.session.room.Rooms;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.Stanza;
import org.jivesoftware.smack.packet.StreamOpen;

/** Stanzas that a client has written itself. */
public final class RawStanzas implements Family {
    private final Link link;
    private final Presences presences;
    private final Rooms rooms;
    private final Function<IQ, Future<IQ>> anyAnswer;

    /** @param anyAnswer asks, and takes an error stanza for an answer too */
    public RawStanzas(Link link, Presences presences, Rooms rooms, Function<IQ, Future<IQ>> anyAnswer) {
        this.link = link;
        this.presences = presences;
        this.rooms = rooms;
        this.anyAnswer = anyAnswer;
    }

    @Override
    public void commands(CommandTable table) {
        table.on(SendStanza.class, this::send);
    }

    private Future<StanzaAnswer> send(SendStanza asked) {
        Stanza stanza = StanzaReader.read(asked.xml(), link.self());
        if (stanza instanceof IQ iq) {
            if (iq.getStanzaId() == null) {
                iq.setStanzaId(link.newId("x-"));
            }
            return anyAnswer.apply(iq).map(answer -> new StanzaAnswer(answer.toXML(StreamOpen.CLIENT_NAMESPACE).toString()));
        }
        if (stanza.getElementName().equals(Presence.ELEMENT)) {
            Presence presence = StanzaReader.presence(stanza);
            link.send(stanza);
            remember(presence);
        } else {
            link.send(stanza);
        }
        return Future.succeededFuture(new StanzaAnswer(null));
    }

    private void remember(Presence presence) {
        if (presence.getTo() == null) {
            presences.sentByHand(presence);
        } else {
            rooms.sentByHand(presence);
        }
    }
}
