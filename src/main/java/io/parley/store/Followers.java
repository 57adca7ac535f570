package io.parley.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/**
 * How much follows the members of a group.
 *
 * @param rooms     affiliations that rooms give to the group
 * @param bookmarks those that are given to it
 */
record Followers(long rooms, long bookmarks) {

    /** In a transaction that has locked the group, or makes it: a room asks for the members again when it has given them something. */
    static Future<Followers> of(SqlClient client, String group) {
        return count(client, "room_group", group).compose(rooms -> count(client, "given_bookmark_group", group)
                .map(bookmarks -> new Followers(rooms, bookmarks)));
    }

    private static Future<Long> count(SqlClient client, String table, String group) {
        return Sql.of("select count(*) from " + table + " where group_name = #{group}").with("group", group).count(client);
    }
}
