package io.parley.admin.room;

import io.parley.admin.AdminResource;
import io.parley.admin.AdminTable;
import io.parley.bus.Done;
import io.parley.bus.RoomCommand.AffiliateGroup;
import io.parley.bus.RoomCommand.PutAffiliates;
import io.parley.bus.RoomCommand.ReadAffiliates;
import io.parley.bus.RoomCommand.RemoveAffiliate;
import io.parley.bus.RoomCommand.RemoveGroup;
import io.parley.bus.RoomReply.Affiliates;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Function;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jxmpp.jid.EntityBareJid;

/** The lists of rooms, one at a time. */
final class AffiliationResource implements AdminResource {
    private final RoomPlaces places;
    private final RoomTurns turns;
    private final RoomQueries queries;
    private final RoomReading reading;
    private final RoomLists lists;
    private final GroupAffiliations groups;
    private final RoomInvitations invitations;

    AffiliationResource(RoomPlaces places, RoomTurns turns, RoomQueries queries, RoomReading reading, RoomLists lists,
                        GroupAffiliations groups, RoomInvitations invitations) {
        this.places = places;
        this.turns = turns;
        this.queries = queries;
        this.reading = reading;
        this.lists = lists;
        this.groups = groups;
        this.invitations = invitations;
    }

    @Override
    public void serve(AdminTable table) {
        table.on(ReadAffiliates.class, this::read);
        table.on(PutAffiliates.class, this::put);
        table.on(RemoveAffiliate.class, asked -> {
            String jid = lists.jid(asked.jid());
            return inTurn(asked.name(), asked.service(), room -> lists.take(room, affiliation(asked.affiliation()), jid));
        });
        table.on(AffiliateGroup.class, asked -> inTurn(asked.name(), asked.service(), room -> affiliate(room, asked)));
        table.on(RemoveGroup.class, asked -> inTurn(asked.name(), asked.service(),
                room -> lists.takeFromGroup(room, affiliation(asked.affiliation()), asked.group())));
    }

    /** Only in rooms that are there: 404 else. */
    private Future<Done> inTurn(String name, String service, Function<EntityBareJid, Future<Void>> work) {
        return places.room(name, service).compose(room -> turns.next(room, () -> queries.info(room).compose(there -> work.apply(room))))
                .map(new Done());
    }

    private Future<Affiliates> read(ReadAffiliates asked) {
        return places.room(asked.name(), asked.service()).compose(room -> queries.info(room).compose(there -> groups.standing(room)))
                .map(standing -> new Affiliates(reading.with(standing, affiliation(asked.affiliation()), asked.wholeGroups())));
    }

    private Future<Done> put(PutAffiliates asked) {
        Set<String> jids = lists.jids(asked.jids());
        MUCAffiliation affiliation = affiliation(asked.affiliation());
        Progress done = new Progress();
        return inTurn(asked.name(), asked.service(), room -> (asked.replace() ? lists.replace(room, affiliation, jids, done)
                : lists.give(room, affiliation, jids, done))
                .compose(all -> invites(asked.invite(), asked.affiliation()) ? invitations.invite(room, jids, null)
                        : Future.succeededFuture())
                .recover(done::told));
    }

    /** Nobody is invited who is kept out. */
    private static boolean invites(boolean asked, String affiliation) {
        return asked && affiliation(affiliation) != MUCAffiliation.outcast;
    }

    private Future<Void> affiliate(EntityBareJid room, AffiliateGroup asked) {
        Progress done = new Progress();
        return groups.add(room, affiliation(asked.affiliation()), asked.group(), done)
                .compose(added -> invites(asked.invite(), asked.affiliation()) ? invitations.inviteGroup(room, asked.group())
                        : Future.succeededFuture())
                .recover(done::told);
    }

    private static MUCAffiliation affiliation(String word) {
        return MUCAffiliation.valueOf(word);
    }
}
