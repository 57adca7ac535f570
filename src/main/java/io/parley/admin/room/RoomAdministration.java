package io.parley.admin.room;

import io.parley.admin.AdminResource;
import io.parley.chance.Secrets;
import io.parley.store.Deliveries;
import io.parley.store.RoomGroups;
import io.parley.time.Timers;
import io.parley.xmpp.MessageArchive;
import io.parley.xmpp.StanzaChannel;
import java.time.InstantSource;
import java.util.List;
import org.jxmpp.jid.EntityBareJid;

/** The administration of rooms, put together. Its parts keep what is for one event loop, that of whoever serves the commands. */
public final class RoomAdministration {
    private final List<AdminResource> resources;
    private final GroupFollower follower;

    /**
     * @param channel    the stream of an account that is an admin of the room services
     * @param account    whose stream it is
     * @param conference the name of the room service that is meant where none is named
     * @param deliveries where members of groups are marked for whom a room was not told what is theirs
     */
    public RoomAdministration(StanzaChannel channel, EntityBareJid account, String conference, RoomGroups kept, GroupMembers members,
                              Deliveries deliveries, Timers timers, Secrets secrets, InstantSource clock) {
        RoomQueries queries = new RoomQueries(channel, timers);
        RoomTurns turns = new RoomTurns();
        GroupAffiliations groups = new GroupAffiliations(queries, kept, members, deliveries, turns);
        RoomLists lists = new RoomLists(groups, account.asDomainBareJid(), account.toString());
        RoomReading reading = new RoomReading(queries, groups, account.toString());
        RoomVisits visits = new RoomVisits(channel, timers);
        RoomStay stay = new RoomStay(queries, visits, secrets);
        RoomPlaces places = new RoomPlaces(queries, account.asDomainBareJid(), conference);
        RoomInvitations invitations = new RoomInvitations(channel, queries, lists, members, secrets);
        MessageArchive archive = new MessageArchive(channel, account, () -> secrets.id("q-"), clock);
        this.follower = groups;
        this.resources = List.of(
                new RoomResource(places, turns, reading, new RoomMaking(queries, visits, stay, lists),
                        new RoomChanging(queries, visits, stay, lists), lists, new RoomOccupants(queries), invitations,
                        new RoomHistory(channel, queries, archive)),
                new AffiliationResource(places, turns, queries, reading, lists, groups, invitations));
    }

    public List<AdminResource> resources() {
        return resources;
    }

    /** What groups tell of their members. */
    public GroupFollower follower() {
        return follower;
    }
}
