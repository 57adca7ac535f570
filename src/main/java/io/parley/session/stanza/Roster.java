package io.parley.session.stanza;

import io.parley.session.Link;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.roster.packet.RosterPacket;
import org.jxmpp.jid.BareJid;

/** The roster as the server has it (RFC 6121, section 2): asked each time, so that no copy of it can be wrong. */
public final class Roster {
    private final Link link;

    public Roster(Link link) {
        this.link = link;
    }

    /** The server tells roster changes and answered requests only to those who have asked for the roster once. */
    public Future<List<RosterPacket.Item>> load() {
        return link.iqs().request(new RosterPacket())
                .map(answer -> answer instanceof RosterPacket roster ? roster.getRosterItems() : List.of());
    }

    Future<Optional<RosterPacket.Item>> find(BareJid contact) {
        return load().map(items -> items.stream().filter(item -> contact.equals(item.getJid())).findFirst());
    }

    Future<Void> set(RosterPacket.Item item) {
        RosterPacket change = new RosterPacket();
        change.setType(IQ.Type.set);
        change.addRosterItem(item);
        return link.iqs().request(change).mapEmpty();
    }
}
