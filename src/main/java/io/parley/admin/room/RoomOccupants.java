package io.parley.admin.room;

import io.parley.bus.ProblemException;
import io.parley.bus.RoomReply.Occupant;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.muc.MUCRole;
import org.jivesoftware.smackx.muc.packet.MUCItem;
import org.jxmpp.jid.EntityBareJid;

/**
 * Who is in a room, seen from outside, for an admin who came in to look would be seen. Prosody tells all of it (XEP-0045, section 9.7);
 * ejabberd tells nicknames alone (section 6.5).
 */
final class RoomOccupants {
    private static final List<MUCRole> ROLES = List.of(MUCRole.moderator, MUCRole.participant, MUCRole.visitor);
    private static final Set<String> FROM_INSIDE_ONLY = Set.of("forbidden", "not-allowed", "not-acceptable");

    private final RoomQueries queries;

    RoomOccupants(RoomQueries queries) {
        this.queries = queries;
    }

    Future<List<Occupant>> all(EntityBareJid room) {
        return queries.info(room).compose(there -> Future.all(ROLES.stream().map(role -> queries.withRole(room, role)).toList()))
                .map(lists -> lists.<List<MUCItem>>list().stream().flatMap(List::stream).map(item -> occupant(room, item))
                        .sorted(Comparator.comparing(Occupant::jid)).toList())
                .recover(failure -> isFromInsideOnly(failure) ? nicknames(room) : Future.failedFuture(failure));
    }

    /** Without moderators and visitors, where roles are told. */
    Future<List<Occupant>> participants(EntityBareJid room) {
        String participant = MUCRole.participant.name();
        return all(room).map(all -> all.stream().filter(one -> one.role() == null || one.role().equals(participant))
                .map(one -> new Occupant(one.jid(), null, one.role(), one.affiliation())).toList());
    }

    private Future<List<Occupant>> nicknames(EntityBareJid room) {
        return queries.items(room).map(items -> items.stream().map(DiscoverItems.Item::getEntityID).filter(jid -> jid.hasResource())
                .map(jid -> new Occupant(jid.toString(), null, null, null)).sorted(Comparator.comparing(Occupant::jid)).toList());
    }

    private static Occupant occupant(EntityBareJid room, MUCItem item) {
        return new Occupant(room + "/" + item.getNick(), item.getJid() == null ? null : item.getJid().toString(),
                String.valueOf(item.getRole()), String.valueOf(item.getAffiliation()));
    }

    private static boolean isFromInsideOnly(Throwable failure) {
        return failure instanceof ProblemException refused && FROM_INSIDE_ONLY.contains(String.valueOf(refused.problem().condition()));
    }
}
