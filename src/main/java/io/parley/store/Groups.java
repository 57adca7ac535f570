package io.parley.store;

import io.parley.bus.GroupReply.Group;
import io.parley.bus.GroupReply.Listed;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.flow.OneByOne;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Groups and who is in them. Whoever changes a group locks its row first, so that of two who change it at once the second one's word stands
 * whole. Every change marks what has to follow it in the same transaction.
 */
public final class Groups {
    private final Store store;
    private final Deliveries deliveries;
    private final GroupMarks marks;

    public Groups(Store store, Deliveries deliveries, GroupMarks marks) {
        this.store = store;
        this.deliveries = deliveries;
        this.marks = marks;
    }

    public Future<List<Listed>> list(Integer limit, String after) {
        return store.ask(client -> Sql.of("select name, description, shared from user_group where name > #{after} order by name"
                        + (limit == null ? "" : " limit #{limit}"))
                .with("after", after == null ? "" : after).with("limit", limit)
                .list(client, row -> new Listed(row.getString(0), row.getString(1), row.getBoolean(2))));
    }

    /** 404 {@code unknown-group}. */
    public Future<Group> get(String name) {
        return store.inTransaction(client -> locked(client, name).compose(group -> with(client, group)));
    }

    /** The groups that a bare JID is in, in order. */
    public Future<List<String>> of(String jid) {
        return store.ask(client -> Sql.of("select group_name from user_group_member where jid = #{jid} order by group_name")
                .with("jid", jid).list(client, row -> row.getString(0)));
    }

    public Future<Boolean> isMember(String name, String jid) {
        return store.ask(client -> Sql.of("select count(*) from user_group_member where group_name = #{name} and jid = #{jid}")
                .with("name", name).with("jid", jid).count(client)).map(count -> count > 0);
    }

    /** @return what has to follow; 409 {@code group-exists}, 409 {@code group-ending} */
    public Future<Following> create(Group group) {
        return changing(client -> isFree(client, group.name()).compose(free -> insert(client, group))
                .compose(inserted -> marked(client, group.name(), new MemberRows(client, group.name()).replace(group))));
    }

    private static Future<Void> isFree(SqlClient client, String name) {
        return Sql.of("select count(*) from user_group where name = #{name}").with("name", name).count(client)
                .compose(known -> known == 0
                        ? Sql.of("select count(*) from delivery where kind = #{kind} and item = #{name}")
                                .with("kind", GroupMarks.DELETED).with("name", name).count(client)
                        : Future.failedFuture(Problem.conflict("group-exists", "There is a group of this name already.").exception()))
                .compose(ending -> ending == 0 ? Future.succeededFuture() : Future.failedFuture(Problem.conflict("group-ending",
                        "Some room has not let go yet of the group that had this name before; Parley keeps trying.").exception()));
    }

    private static Future<Integer> insert(SqlClient client, Group group) {
        return Sql.of("insert into user_group (name, description, shared) values (#{name}, #{description}, #{shared})")
                .with("name", group.name()).with("description", group.description())
                .with("shared", Boolean.TRUE.equals(group.shared())).change(client);
    }

    /** What is null in the change stays. @return what has to follow; 404 {@code unknown-group} */
    public Future<Following> change(String name, Group change) {
        return changing(client -> locked(client, name).compose(old -> Sql.of("update user_group set description = #{description},"
                        + " shared = #{shared} where name = #{name}").with("name", name)
                .with("description", change.description() == null ? old.description() : change.description())
                .with("shared", change.shared() == null ? old.shared() : change.shared()).change(client))
                .compose(done -> marked(client, name, new MemberRows(client, name).replace(change))));
    }

    /** @return what has to follow; 404 {@code unknown-group} */
    public Future<Following> delete(String name) {
        return changing(client -> locked(client, name).compose(found -> new MemberRows(client, name).jids())
                .compose(members -> Followers.of(client, name).compose(followers ->
                        Sql.of("delete from user_group where name = #{name}").with("name", name).change(client)
                                .compose(deleted -> marked(client, marks.deleted(name, members, followers))))));
    }

    /** All of the groups or none. @return what has to follow; 404 {@code unknown-group} */
    public Future<Following> join(String jid, Collection<String> groups) {
        return all(jid, groups, MemberRows::add);
    }

    /** All of the groups or none. @return what has to follow; 404 {@code unknown-group} */
    public Future<Following> leave(String jid, Collection<String> groups) {
        return all(jid, groups, MemberRows::remove);
    }

    /** Out of every group that there is. @return what has to follow */
    public Future<Following> leaveAll(String jid) {
        return of(jid).compose(names -> names.isEmpty() ? Future.succeededFuture(Following.of(List.of())) : leave(jid, names))
                .recover(failure -> isGone(failure) ? leaveAll(jid) : Future.failedFuture(failure));
    }

    /** One of the groups was deleted meanwhile. */
    private static boolean isGone(Throwable failure) {
        return failure instanceof ProblemException refused && refused.problem().code().equals("unknown-group");
    }

    private interface Step {
        Future<?> of(MemberRows rows, String jid);
    }

    /** In the order of their names, so that two who change the same groups do not wait for each other. */
    private Future<Following> all(String jid, Collection<String> groups, Step step) {
        Set<String> sorted = new TreeSet<>(groups);
        return changing(client -> {
            List<Following> following = new ArrayList<>();
            return OneByOne.each(sorted, name -> locked(client, name).compose(group -> step.of(new MemberRows(client, name), jid))
                            .compose(done -> Followers.of(client, name))
                            .onSuccess(followers -> following.add(marks.of(name, List.of(jid), followers))))
                    .compose(done -> marked(client, Following.of(following)));
        });
    }

    private Future<Following> changing(Function<SqlClient, Future<Following>> work) {
        return Duplicates.retried(() -> store.inTransaction(work::apply));
    }

    /** With what could not be delivered before, so that the same change given again tells whether it can be now. */
    private Future<Following> marked(SqlClient client, String name, Future<Set<String>> changed) {
        return changed.compose(jids -> Followers.of(client, name).map(followers -> marks.of(name, jids, followers)))
                .compose(fresh -> deliveries.pending(client, GroupMarks.MEMBER, GroupMarks.Membership.prefix(name)).map(fresh::with))
                .compose(all -> marked(client, all));
    }

    private Future<Following> marked(SqlClient client, Following all) {
        return deliveries.mark(client, all.marks()).map(all);
    }

    private static Future<Listed> locked(SqlClient client, String name) {
        return Sql.of("select name, description, shared from user_group where name = #{name} for update").with("name", name)
                .one(client, row -> new Listed(row.getString(0), row.getString(1), row.getBoolean(2)))
                .map(found -> found.orElseThrow(() -> Problem.notFound("unknown-group", "There is no group " + name + ".").exception()));
    }

    private static Future<Group> with(SqlClient client, Listed group) {
        MemberRows rows = new MemberRows(client, group.name());
        return rows.jids(true).compose(admins -> rows.jids(false).map(members ->
                new Group(group.name(), group.description(), admins, members, group.shared())));
    }
}
