package io.parley.admin.room;

import io.parley.bus.Problem;
import io.parley.flow.OneByOne;
import io.parley.session.stanza.Addressee;
import io.parley.store.RoomGroups.Grant;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jxmpp.jid.DomainBareJid;
import org.jxmpp.jid.EntityBareJid;

/** The lists of a room: who owns it, administers it, is a member, is banned; directly and by groups. All in the room's turn. */
final class RoomLists {
    private final GroupAffiliations groups;
    private final DomainBareJid domain;
    private final String admin;

    /** @param admin the bare JID of the account that asks, which owns every room whatever is said */
    RoomLists(GroupAffiliations groups, DomainBareJid domain, String admin) {
        this.groups = groups;
        this.domain = domain;
        this.admin = admin;
    }

    /** A bare JID; a name alone is a user of the domain. 400 {@code bad-jid}. */
    String jid(String given) {
        return Addressee.person(given, domain).toString();
    }

    Set<String> jids(Collection<String> given) {
        Set<String> all = new TreeSet<>();
        given.forEach(one -> all.add(jid(one)));
        return all;
    }

    /** Gives the affiliation to all of them. @param done gets each JID, for who fails in the middle */
    Future<Void> give(EntityBareJid room, MUCAffiliation affiliation, Collection<String> jids, Progress done) {
        return groups.standing(room).compose(standing -> OneByOne.each(jids, jid -> (standing.directOf(jid) == affiliation
                ? Future.<Void>succeededFuture() : groups.direct(room, standing, jid, affiliation)).onSuccess(given -> done.add(jid))));
    }

    /** Those, and nobody else: they have it first, so that no room is ever without an owner. @param done as for {@link #give} */
    Future<Void> replace(EntityBareJid room, MUCAffiliation affiliation, Collection<String> jids, Progress done) {
        if (affiliation == MUCAffiliation.owner && jids.isEmpty()) {
            return Future.failedFuture(ownerless());
        }
        return give(room, affiliation, jids, done).compose(given -> groups.standing(room)).compose(standing -> OneByOne.each(
                standing.with(affiliation, false).stream().filter(jid -> !jids.contains(jid) && !jid.equals(admin)).toList(),
                jid -> groups.direct(room, standing, jid, MUCAffiliation.none).onSuccess(taken -> done.add(jid))));
    }

    private static Throwable ownerless() {
        return Problem.conflict("no-owner-left", "A room has at least one owner.").exception();
    }

    /** 409 {@code no-affiliation}. */
    Future<Void> take(EntityBareJid room, MUCAffiliation affiliation, String jid) {
        return groups.standing(room).compose(standing -> standing.directOf(jid) == affiliation
                ? groups.direct(room, standing, jid, MUCAffiliation.none)
                : Future.failedFuture(without(jid, affiliation, room)));
    }

    Future<Void> takeFromGroup(EntityBareJid room, MUCAffiliation affiliation, String group) {
        return groups.remove(room, affiliation, group).compose(was -> was ? Future.succeededFuture()
                : Future.failedFuture(without("The group " + group, affiliation, room)));
    }

    private static Throwable without(String who, MUCAffiliation affiliation, EntityBareJid room) {
        return Problem.conflict("no-affiliation", who + " is no " + affiliation + " of " + room + ".").exception();
    }

    /** What would be refused in the middle of a change and is known before: 409 {@code no-owner-left}, 404 {@code unknown-group}. */
    Future<Void> check(JsonObject wanted) {
        String owners = MUCAffiliation.owner + "s";
        return wanted.containsKey(owners) && wanted.getJsonArray(owners).isEmpty() ? Future.failedFuture(ownerless()) : checkGroups(wanted);
    }

    /** 404 {@code unknown-group}. */
    Future<Void> checkGroups(JsonObject wanted) {
        return OneByOne.each(Standing.LISTED, affiliation -> OneByOne.each(named(wanted, affiliation), groups::require));
    }

    /** All lists that a new room was asked to have. What was done of it is told to nobody: a room of which something is refused goes. */
    Future<Void> fill(EntityBareJid room, JsonObject wanted) {
        Progress untold = new Progress();
        return OneByOne.each(Standing.LISTED, affiliation -> give(room, affiliation, given(wanted, affiliation), untold)
                .compose(given -> OneByOne.each(named(wanted, affiliation), group -> groups.add(room, affiliation, group, untold))));
    }

    /** Those of the lists that are spoken of, as they are now to be. @param done what has been done, for who fails in the middle */
    Future<Void> change(EntityBareJid room, JsonObject wanted, Progress done) {
        return OneByOne.each(Standing.LISTED, affiliation -> changed(room, wanted, affiliation, done));
    }

    private Future<Void> changed(EntityBareJid room, JsonObject wanted, MUCAffiliation affiliation, Progress done) {
        return step(wanted, affiliation + "s", done, within -> replace(room, affiliation, given(wanted, affiliation), within))
                .compose(replaced -> step(wanted, affiliation + "Groups", done,
                        within -> replaceGroups(room, affiliation, named(wanted, affiliation), within)));
    }

    /** Who fails within a list says whom of it there was something done for. */
    private static Future<Void> step(JsonObject wanted, String field, Progress done, Function<Progress, Future<Void>> work) {
        Progress within = new Progress();
        return !wanted.containsKey(field) ? Future.succeededFuture()
                : work.apply(within).<Void>recover(within::told).onSuccess(all -> done.add(field));
    }

    private Future<Void> replaceGroups(EntityBareJid room, MUCAffiliation affiliation, List<String> wanted, Progress done) {
        return groups.of(room).compose(grants -> {
            List<String> others = grants.stream().filter(grant -> grant.affiliation().equals(affiliation.name()))
                    .map(Grant::group).filter(group -> !wanted.contains(group)).toList();
            return OneByOne.each(wanted, group -> groups.add(room, affiliation, group, done))
                    .compose(added -> OneByOne.each(others, group -> groups.remove(room, affiliation, group)
                            .onSuccess(taken -> done.add("The group " + group + " does not have the affiliation any more."))));
        });
    }

    private Set<String> given(JsonObject wanted, MUCAffiliation affiliation) {
        return jids(words(wanted, affiliation + "s"));
    }

    private static List<String> named(JsonObject wanted, MUCAffiliation affiliation) {
        return words(wanted, affiliation + "Groups").stream().distinct().toList();
    }

    private static List<String> words(JsonObject wanted, String field) {
        List<String> words = new ArrayList<>();
        wanted.getJsonArray(field, new JsonArray()).forEach(word -> words.add((String) word));
        return words;
    }

    /** The room is gone, or is made anew. */
    Future<Void> forget(EntityBareJid room) {
        return groups.forget(room);
    }
}
