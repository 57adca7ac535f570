package io.parley.admin.room;

import io.parley.bus.ProblemException;
import io.parley.flow.OneByOne;
import io.parley.store.Deliveries;
import io.parley.store.GroupMarks;
import io.parley.store.RoomGroups.Given;
import io.parley.store.RoomGroups.Grant;
import io.parley.store.RoomGroups;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jivesoftware.smackx.muc.MUCAffiliation;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the members of groups what rooms give to the groups, and takes it back. A room knows one affiliation of each JID and nothing of
 * groups; so what somebody has without them is kept beside it, and is theirs again when the groups give nothing more.
 */
final class GroupAffiliations implements GroupFollower {
    private static final Logger LOG = LoggerFactory.getLogger(GroupAffiliations.class);
    /** Whose affiliations are settled in one turn of a room. */
    private static final int PART = 200;

    private final RoomQueries queries;
    private final RoomGroups kept;
    private final GroupMembers members;
    private final Deliveries deliveries;
    private final RoomTurns turns;

    GroupAffiliations(RoomQueries queries, RoomGroups kept, GroupMembers members, Deliveries deliveries, RoomTurns turns) {
        this.queries = queries;
        this.kept = kept;
        this.members = members;
        this.deliveries = deliveries;
        this.turns = turns;
    }

    @Override
    public Future<Void> memberAdded(String group, String jid) {
        return everywhere(group, grant -> inTurn(grant, () -> settle(room(grant), Set.of(jid), null)));
    }

    @Override
    public Future<Void> memberRemoved(String group, String jid) {
        return memberAdded(group, jid); // what is theirs is found anew either way
    }

    @Override
    public Future<Void> membersChanged(String group, Supplier<Future<?>> progress) {
        return everywhere(group, grant -> settleAll(grant, null, progress));
    }

    /** A room is forgotten by the group when its members have lost what they have to lose: told again, it goes on with the others. */
    @Override
    public Future<Void> groupDeleted(String group, Supplier<Future<?>> progress) {
        return everywhere(group, grant -> settleAll(grant, grant, progress).compose(settled -> kept.remove(grant)));
    }

    private Future<Void> everywhere(String group, Function<Grant, Future<?>> work) {
        return kept.ofGroup(group).compose(grants -> OneByOne.each(grants, grant -> work.apply(grant).<Void>mapEmpty()
                .recover(failure -> RoomQueries.isMissing(failure) ? inTurn(grant, () -> kept.forget(grant.room()))
                        : Future.failedFuture(failure))));
    }

    private <T> Future<T> inTurn(Grant grant, Supplier<Future<T>> work) {
        return turns.next(room(grant), work);
    }

    /** In parts, each in a turn of its own: a room that keeps thousands writes them all down with each change, which takes its time. */
    private Future<Void> settleAll(Grant grant, Grant except, Supplier<Future<?>> progress) {
        EntityBareJid room = room(grant);
        return wanted(room, null).compose(wanted -> kept.givenIn(room.toString()).compose(given -> {
            Set<String> all = new TreeSet<>(wanted.keySet());
            given.forEach(one -> all.add(one.jid()));
            return OneByOne.tried(parts(List.copyOf(all)), part -> progress.get()
                    .compose(said -> inTurn(grant, () -> settle(room, part, except))), failure -> !isRefusal(failure));
        }));
    }

    private static List<List<String>> parts(List<String> all) {
        return IntStream.range(0, (all.size() + PART - 1) / PART)
                .mapToObj(at -> all.subList(at * PART, Math.min(all.size(), (at + 1) * PART))).toList();
    }

    private static EntityBareJid room(Grant grant) {
        return JidCreate.entityBareFromOrThrowUnchecked(grant.room());
    }

    /** 404 {@code unknown-group}. */
    Future<Void> require(String group) {
        return members.jidsOf(group).mapEmpty();
    }

    /**
     * Gives a group's members the affiliation. 404 {@code unknown-group}. Whom the room was not told of are told of later. Who is in the
     * group is asked again when that is kept: a change of the group that came before it knew nothing of the room. In the room's turn, as
     * all below.
     */
    Future<Void> add(EntityBareJid room, MUCAffiliation affiliation, String group, Progress done) {
        return require(group).compose(known -> kept.add(new Grant(room.toString(), affiliation.name(), group)))
                .compose(added -> membersOf(group))
                .compose(jids -> settle(room, jids, null).recover(failure -> later(group, jids, done, failure)))
                .onSuccess(given -> done.add("The group " + group + " has the affiliation."));
    }

    private Future<Void> later(String group, Collection<String> jids, Progress done, Throwable why) {
        return deliveries.mark(GroupMarks.members(group, jids))
                .onFailure(failure -> LOG.warn("The members of {} cannot be marked: {}", group, failure.toString()))
                .transform(marked -> {
                    done.add("The group " + group + " has the affiliation. Some member does not have it yet"
                            + (marked.succeeded() ? "; Parley keeps trying." : "."));
                    return Future.failedFuture(why);
                });
    }

    /** The grant is there until its members have lost what they have to lose: asked again, it goes on. @return whether the group had it */
    Future<Boolean> remove(EntityBareJid room, MUCAffiliation affiliation, String group) {
        Grant grant = new Grant(room.toString(), affiliation.name(), group);
        return of(room).compose(grants -> grants.contains(grant) ? settle(room, null, grant).compose(settled -> kept.remove(grant))
                : Future.succeededFuture(false));
    }

    Future<List<Grant>> of(EntityBareJid room) {
        return kept.ofRoom(room.toString());
    }

    Future<Void> forget(EntityBareJid room) {
        return kept.forget(room.toString());
    }

    Future<Standing> standing(EntityBareJid room) {
        Map<MUCAffiliation, List<String>> lists = new HashMap<>();
        return Future.all(Standing.LISTED.stream().map(affiliation -> queries.affiliated(room, affiliation)
                        .onSuccess(jids -> lists.put(affiliation, jids))).toList())
                .compose(all -> kept.givenIn(room.toString())).map(given -> Standing.of(Standing.known(lists), given));
    }

    /** Gives somebody an affiliation directly, or takes theirs away with {@code none}; through groups they may still have more. */
    Future<Void> direct(EntityBareJid room, Standing standing, String jid, MUCAffiliation affiliation) {
        if (standing.given().contains(jid)) {
            String known = standing.knownOf(jid).name();
            return kept.give(room.toString(), new Given(jid, known, known, affiliation.name()))
                    .compose(noted -> settle(room, Set.of(jid), null));
        }
        return queries.affiliate(room, JidCreate.bareFromOrThrowUnchecked(jid), affiliation)
                .compose(told -> kept.takeBack(room.toString(), jid)).compose(done -> kept.ofRoom(room.toString()))
                .compose(grants -> grants.isEmpty() ? Future.succeededFuture() : settle(room, Set.of(jid), null));
    }

    /**
     * Lets the room know of each what they shall have now.
     *
     * @param jids   null for all whom groups give something, or did
     * @param except a grant that counts no more; null for none
     */
    private Future<Void> settle(EntityBareJid room, Collection<String> jids, Grant except) {
        return wanted(room, except).compose(wanted -> standing(room).compose(standing -> kept.givenIn(room.toString())
                .compose(given -> {
                    Set<String> all = new TreeSet<>(jids == null ? wanted.keySet() : jids);
                    if (jids == null) {
                        given.forEach(one -> all.add(one.jid()));
                    }
                    Set<Given> before = new HashSet<>(given);
                    return OneByOne.tried(all, jid -> settle(room, jid, standing, wanted.getOrDefault(jid, List.of()), before),
                            failure -> !isRefusal(failure));
                })));
    }

    /** The room has something against one of them; the others can still have theirs. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().status() < 500 && !RoomQueries.isMissing(failure);
    }

    private Future<Map<String, List<MUCAffiliation>>> wanted(EntityBareJid room, Grant except) {
        Map<String, List<MUCAffiliation>> wanted = new HashMap<>();
        return kept.ofRoom(room.toString()).compose(grants -> OneByOne.each(
                grants.stream().filter(grant -> !grant.equals(except)).toList(),
                grant -> membersOf(grant.group()).onSuccess(jids -> jids.forEach(jid -> wanted
                        .computeIfAbsent(jid, first -> new ArrayList<>()).add(MUCAffiliation.valueOf(grant.affiliation()))))))
                .map(wanted);
    }

    /** A group that is gone has none. */
    private Future<List<String>> membersOf(String group) {
        return members.jidsOf(group).recover(failure -> failure instanceof ProblemException refused && refused.problem().status() == 404
                ? Future.succeededFuture(List.of()) : Future.failedFuture(failure));
    }

    /** What is given is noted before, what is taken back after: whatever fails between, the next time nothing is taken for direct. */
    private Future<Void> settle(EntityBareJid room, String jid, Standing standing, List<MUCAffiliation> throughGroups,
                                Set<Given> before) {
        MUCAffiliation direct = standing.directOf(jid);
        MUCAffiliation target = Standing.highest(direct, throughGroups);
        Given now = new Given(jid, target.name(), standing.knownOf(jid).name(), direct.name());
        Future<Void> noted = target == direct || before.contains(now) ? Future.succeededFuture() : kept.give(room.toString(), now);
        return noted.compose(safe -> target == standing.knownOf(jid) ? Future.<Void>succeededFuture()
                        : queries.affiliate(room, JidCreate.bareFromOrThrowUnchecked(jid), target))
                .compose(told -> target == direct ? kept.takeBack(room.toString(), jid) : Future.succeededFuture());
    }
}
