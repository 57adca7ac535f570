package io.parley.admin.room;

import io.parley.bus.ProblemException;
import io.parley.bus.RoomReply.ChatRoom;
import io.parley.bus.RoomReply.ChatRooms;
import io.parley.store.RoomGroups.Grant;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jivesoftware.smackx.disco.packet.DiscoverItems;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;

/** Rooms with their options and lists, one or many. */
final class RoomReading {
    /** Rooms of a list that are asked at the same time, with some five questions each. */
    private static final int AT_ONCE = 8;

    /**
     * Which rooms of a service are wanted.
     *
     * @param search in small letters; empty for all
     * @param limit  how many at the most
     */
    record Wanted(boolean hidden, String search, boolean wholeGroups, String after, int limit) {
        boolean mayFit(DiscoverItems.Item item) {
            String name = String.valueOf(item.getName()).toLowerCase(Locale.ROOT);
            return item.getEntityID().hasLocalpart() && (after == null || nameOf(item).compareTo(after) > 0)
                    && (nameOf(item).contains(search) || name.contains(search));
        }

        /** ejabberd puts more than the natural name into its list. */
        boolean fits(ChatRoom room) {
            String natural = room.naturalName() == null ? "" : room.naturalName().toLowerCase(Locale.ROOT);
            return (hidden || Boolean.TRUE.equals(room.publicRoom())) && (room.roomName().contains(search) || natural.contains(search));
        }
    }

    private final RoomQueries queries;
    private final GroupAffiliations groups;
    private final String admin;

    /** @param admin the bare JID of the account that asks */
    RoomReading(RoomQueries queries, GroupAffiliations groups, String admin) {
        this.queries = queries;
        this.groups = groups;
        this.admin = admin;
    }

    Future<ChatRoom> read(EntityBareJid room, boolean wholeGroups) {
        return queries.form(room).compose(form -> groups.standing(room)
                .compose(standing -> groups.of(room).map(grants -> room(room, form, standing, grants, wholeGroups))));
    }

    private ChatRoom room(EntityBareJid jid, RoomForm form, Standing standing, List<Grant> grants, boolean wholeGroups) {
        JsonObject room = RoomOptions.read(form).put("roomName", jid.getLocalpart().toString());
        Disclosed disclosed = new Disclosed(form.info());
        disclosed.subject().ifPresent(subject -> room.put("subject", subject));
        disclosed.created().map(Instant::toEpochMilli).ifPresent(time -> room.put("creationDate", time));
        for (MUCAffiliation affiliation : Standing.LISTED) {
            room.put(affiliation + "s", new JsonArray(with(standing, affiliation, wholeGroups)));
            room.put(affiliation + "Groups", new JsonArray(grants.stream().filter(grant -> grant.affiliation().equals(affiliation.name()))
                    .map(Grant::group).toList()));
        }
        return room.mapTo(ChatRoom.class);
    }

    /** The admin's account owns every room that it made, and cannot give that up; it is named where nobody else is. */
    List<String> with(Standing standing, MUCAffiliation affiliation, boolean wholeGroups) {
        List<String> all = standing.with(affiliation, wholeGroups);
        boolean others = standing.with(affiliation, true).size() > 1;
        return affiliation == MUCAffiliation.owner && others ? all.stream().filter(jid -> !jid.equals(admin)).toList() : all;
    }

    /** By name. */
    Future<ChatRooms> list(DomainBareJid service, Wanted wanted) {
        return queries.allItems(service).compose(items -> {
            List<EntityBareJid> candidates = items.stream().filter(wanted::mayFit)
                    .sorted(Comparator.comparing(RoomReading::nameOf)).map(item -> item.getEntityID().asEntityBareJidIfPossible()).toList();
            return page(candidates, wanted, new ArrayList<>());
        });
    }

    private Future<ChatRooms> page(List<EntityBareJid> candidates, Wanted wanted, List<ChatRoom> found) {
        if (candidates.isEmpty() || found.size() >= wanted.limit()) {
            return Future.succeededFuture(new ChatRooms(found.subList(0, Math.min(found.size(), wanted.limit()))));
        }
        int some = Math.min(AT_ONCE, candidates.size());
        List<Future<Optional<ChatRoom>>> asked = candidates.subList(0, some).stream()
                .map(room -> ifThere(room, wanted.wholeGroups())).toList();
        return Future.all(asked).compose(all -> {
            asked.forEach(one -> one.result().filter(wanted::fits).ifPresent(found::add));
            return page(candidates.subList(some, candidates.size()), wanted, found);
        });
    }

    /** One that went away meanwhile is not in the list. */
    private Future<Optional<ChatRoom>> ifThere(EntityBareJid room, boolean wholeGroups) {
        return read(room, wholeGroups).map(Optional::of).recover(failure -> RoomQueries.isMissing(failure) || isUnknown(failure)
                ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure));
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() == 404;
    }

    private static String nameOf(DiscoverItems.Item item) {
        return item.getEntityID().getLocalpartOrNull().toString();
    }
}
