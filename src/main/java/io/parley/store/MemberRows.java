package io.parley.store;

import io.parley.bus.GroupReply.Group;
import io.parley.flow.OneByOne;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is in one group, in a transaction that has locked the group. */
record MemberRows(SqlClient client, String group) {
    Future<List<String>> jids() {
        return group("select jid from user_group_member where group_name = #{group} order by jid").list(client, row -> row.getString(0));
    }

    Future<List<String>> jids(boolean admins) {
        return group("select jid from user_group_member where group_name = #{group} and admin = #{admin} order by jid")
                .with("admin", admins).list(client, row -> row.getString(0));
    }

    Future<?> add(String jid) {
        return member("select count(*) from user_group_member where group_name = #{group} and jid = #{jid}", jid).count(client)
                .compose(known -> known > 0 ? Future.succeededFuture() : insert(List.of(Map.entry(jid, false))));
    }

    Future<?> remove(String jid) {
        return member("delete from user_group_member where group_name = #{group} and jid = #{jid}", jid).change(client);
    }

    /**
     * Makes admins and members those of the change; a list that is null stays as it is. Who is named in both is an admin.
     *
     * @return whose place in the group it changed
     */
    Future<Set<String>> replace(Group change) {
        return group("select jid, admin from user_group_member where group_name = #{group} order by jid")
                .list(client, row -> Map.entry(row.getString(0), row.getBoolean(1)))
                .compose(old -> replace(old, wanted(old, change)));
    }

    private static Map<String, Boolean> wanted(List<Map.Entry<String, Boolean>> old, Group change) {
        Map<String, Boolean> wanted = new LinkedHashMap<>();
        old.stream().filter(one -> one.getValue() ? change.admins() == null : change.members() == null)
                .forEach(one -> wanted.put(one.getKey(), one.getValue()));
        if (change.members() != null) {
            change.members().forEach(jid -> wanted.putIfAbsent(jid, false));
        }
        if (change.admins() != null) {
            change.admins().forEach(jid -> wanted.put(jid, true));
        }
        return wanted;
    }

    private Future<Set<String>> replace(List<Map.Entry<String, Boolean>> old, Map<String, Boolean> wanted) {
        Map<String, Boolean> before = new HashMap<>();
        old.forEach(one -> before.put(one.getKey(), one.getValue()));
        List<String> gone = before.keySet().stream().filter(jid -> !before.get(jid).equals(wanted.get(jid))).toList();
        List<Map.Entry<String, Boolean>> fresh = wanted.entrySet().stream()
                .filter(one -> !one.getValue().equals(before.get(one.getKey()))).toList();
        Set<String> changed = new HashSet<>(gone);
        fresh.forEach(one -> changed.add(one.getKey()));
        return OneByOne.each(Chunks.of(gone), this::delete).compose(deleted -> OneByOne.each(Chunks.of(fresh), this::insert)).map(changed);
    }

    private Future<Integer> delete(List<String> jids) {
        return Sql.in("delete from user_group_member where group_name = #{group} and jid in (@jid)", "jid", jids)
                .with("group", group).change(client);
    }

    private Future<Integer> insert(List<Map.Entry<String, Boolean>> members) {
        List<String> rows = new ArrayList<>();
        members.forEach(member -> rows.add("(#{group}, #{jid" + rows.size() + "}, #{admin" + rows.size() + "})"));
        Sql sql = group("insert into user_group_member (group_name, jid, admin) values " + String.join(", ", rows));
        for (int at = 0; at < members.size(); at++) {
            sql.with("jid" + at, members.get(at).getKey()).with("admin" + at, members.get(at).getValue());
        }
        return sql.change(client);
    }

    private Sql group(String text) {
        return Sql.of(text).with("group", group);
    }

    private Sql member(String text, String jid) {
        return group(text).with("jid", jid);
    }
}
