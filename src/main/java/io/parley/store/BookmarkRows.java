package io.parley.store;

import io.parley.bus.BookmarkReply.AdminBookmark;
import io.parley.bus.DirectoryReply.Property;
import io.parley.bus.Problem;
import io.parley.flow.OneByOne;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** To whom bookmarks are given, and their properties, in one transaction. */
record BookmarkRows(SqlClient client) {

    /** A bookmark without what is in other tables. */
    record Head(long id, String kind, String name, String target, boolean everybody) {
    }

    private record Part<T>(long bookmark, T value) {
    }

    static Head head(Row row) {
        return new Head(row.getLong(0), row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4));
    }

    Future<List<AdminBookmark>> filled(List<Head> heads) {
        if (heads.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Long> ids = heads.stream().map(Head::id).toList();
        return parts("select bookmark, username from given_bookmark_user where bookmark in (@id) order by username", ids,
                        row -> row.getString(1))
                .compose(users -> parts("select bookmark, group_name from given_bookmark_group where bookmark in (@id)"
                        + " order by group_name", ids,
                        row -> row.getString(1))
                .compose(groups -> parts("select bookmark, prop_key, prop_value from given_bookmark_property where bookmark in (@id)"
                        + " order by prop_key", ids, row -> new Property(row.getString(1), row.getString(2)))
                .map(properties -> heads.stream().map(head -> new AdminBookmark(head.id(), head.kind(), head.name(), head.target(),
                        head.everybody(), users.getOrDefault(head.id(), List.of()), groups.getOrDefault(head.id(), List.of()),
                        properties.getOrDefault(head.id(), List.of()))).toList())));
    }

    private <T> Future<Map<Long, List<T>>> parts(String text, List<Long> ids, Function<Row, T> mapper) {
        return Sql.in(text, "id", ids).list(client, row -> new Part<>(row.getLong(0), mapper.apply(row))).map(parts -> {
            Map<Long, List<T>> all = new HashMap<>();
            parts.forEach(part -> all.computeIfAbsent(part.bookmark(), id -> new ArrayList<>()).add(part.value()));
            return all;
        });
    }

    /** 404 {@code unknown-group}. */
    Future<Void> replace(long id, AdminBookmark it) {
        return OneByOne.each(List.of("given_bookmark_user", "given_bookmark_group", "given_bookmark_property"),
                        table -> Sql.of("delete from " + table + " where bookmark = #{id}").with("id", id).change(client))
                .compose(cleared -> OneByOne.each(it.users(), user -> Sql.of("insert into given_bookmark_user (bookmark, username)"
                        + " values (#{id}, #{user})").with("id", id).with("user", user).change(client)))
                .compose(users -> OneByOne.each(it.groups(), group -> group(id, group)))
                .compose(groups -> OneByOne.each(it.properties(), property -> Sql.of("insert into given_bookmark_property (bookmark,"
                        + " prop_key, prop_value) values (#{id}, #{key}, #{value})").with("id", id).with("key", property.key())
                        .with("value", property.value()).change(client)));
    }

    private Future<Integer> group(long id, String group) {
        return Sql.of("insert into given_bookmark_group (bookmark, group_name) select cast(#{id} as bigint), name from user_group"
                        + " where name = #{group}")
                .with("id", id).with("group", group).change(client).compose(inserted -> inserted > 0 ? Future.succeededFuture(inserted)
                        : Future.failedFuture(Problem.notFound("unknown-group", "There is no group " + group + ".").exception()));
    }
}
