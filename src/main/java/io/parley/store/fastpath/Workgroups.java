package io.parley.store.fastpath;

import io.parley.bus.WorkgroupSettings;
import io.parley.flow.OneByOne;
import io.parley.store.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.sqlclient.SqlClient;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The workgroups: their settings as they were given, and a row for each member, for what is counted of them. */
public final class Workgroups {

    private record Membership(String username, boolean expert, boolean supervisor, String skills, int maxChats) {
    }

    public Future<List<WorkgroupSettings>> all(SqlClient client) {
        return Sql.of("select settings from workgroup order by name")
                .list(client, row -> Json.decodeValue(row.getString(0), WorkgroupSettings.class));
    }

    /** {@code settings} are complete. Fails with a {@link io.parley.store.DuplicateRow} when there is one of this name. */
    public Future<Void> insert(SqlClient client, WorkgroupSettings settings) {
        return Sql.of("insert into workgroup (name, settings) values (#{name}, #{settings})")
                .with("name", settings.name()).with("settings", Json.encode(settings)).change(client)
                .compose(done -> members(client, settings));
    }

    /** Whether there is one. Members who stay keep their place in the rotation. */
    public Future<Boolean> update(SqlClient client, WorkgroupSettings settings) {
        return Sql.of("update workgroup set settings = #{settings} where name = #{name}")
                .with("name", settings.name()).with("settings", Json.encode(settings)).change(client)
                .compose(rows -> rows == 0 ? Future.succeededFuture(false) : members(client, settings).map(true));
    }

    /** While no queue runs: nobody of this name is in any of them, and no expert. For a transaction. */
    public Future<Void> dismiss(SqlClient client, String user) {
        return all(client).compose(all -> OneByOne.each(
                        all.stream().filter(settings -> !settings.without(user).equals(settings)).toList(),
                        settings -> update(client, settings.without(user))))
                .compose(dismissed -> new Experts().forget(client, user));
    }

    public Future<Boolean> delete(SqlClient client, String name) {
        return Sql.of("delete from workgroup where name = #{name}").with("name", name).change(client).map(rows -> rows > 0);
    }

    private Future<Void> members(SqlClient client, WorkgroupSettings settings) {
        Map<String, Membership> wanted = memberships(settings);
        return Sql.of("select username from workgroup_member where workgroup = #{workgroup}").with("workgroup", settings.name())
                .list(client, row -> row.getString(0)).compose(present -> {
                    Set<String> known = new HashSet<>(present);
                    List<String> left = present.stream().filter(username -> !wanted.containsKey(username)).toList();
                    return OneByOne.each(left, username -> remove(client, settings.name(), username))
                            .compose(removed -> OneByOne.each(wanted.values(), member -> known.contains(member.username())
                                    ? change(client, settings.name(), member) : add(client, settings.name(), member)));
                });
    }

    private static Map<String, Membership> memberships(WorkgroupSettings settings) {
        Map<String, Membership> all = new LinkedHashMap<>();
        for (WorkgroupSettings.Member member : settings.members()) {
            String skills = member.skills() == null ? "" : String.join(",", member.skills());
            int most = member.maxChats() == null ? settings.maxChats() : member.maxChats();
            all.put(member.username(), new Membership(member.username(), true, settings.supervisors().contains(member.username()), skills, most));
        }
        for (String supervisor : settings.supervisors()) {
            all.putIfAbsent(supervisor, new Membership(supervisor, false, true, "", settings.maxChats()));
        }
        return all;
    }

    private static Future<Void> remove(SqlClient client, String workgroup, String username) {
        return Sql.of("delete from workgroup_member where workgroup = #{workgroup} and username = #{user}")
                .with("workgroup", workgroup).with("user", username).change(client).mapEmpty();
    }

    private static Future<Void> change(SqlClient client, String workgroup, Membership member) {
        return with(Sql.of("update workgroup_member set expert = #{expert}, supervisor = #{supervisor}, skills = #{skills},"
                + " max_chats = #{max} where workgroup = #{workgroup} and username = #{user}"), workgroup, member).change(client).mapEmpty();
    }

    /** An expert who is logged in already has joined with it. */
    private static Future<Void> add(SqlClient client, String workgroup, Membership member) {
        return with(Sql.of("insert into workgroup_member (workgroup, username, expert, supervisor, skills, joined, max_chats, last_offer,"
                + " last_chat_end) values (#{workgroup}, #{user}, #{expert}, #{supervisor}, #{skills}, true, #{max}, 0, 0)"),
                workgroup, member).change(client)
                .compose(done -> Sql.of("select count(*) from expert where username = #{user}").with("user", member.username()).count(client))
                .compose(known -> known > 0 ? Future.succeededFuture()
                        : Sql.of("insert into expert (username, available, missed) values (#{user}, false, 0)")
                                .with("user", member.username()).change(client).mapEmpty());
    }

    private static Sql with(Sql sql, String workgroup, Membership member) {
        return sql.with("workgroup", workgroup).with("user", member.username()).with("expert", member.expert())
                .with("supervisor", member.supervisor()).with("skills", member.skills()).with("max", member.maxChats());
    }
}
