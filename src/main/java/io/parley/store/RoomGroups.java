package io.parley.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** The affiliations that rooms give to groups, and what of it reached whom. Affiliations are words: owner, admin, member, outcast. */
public final class RoomGroups {
    private static final int TRIES = 3;

    private final Store store;

    public RoomGroups(Store store) {
        this.store = store;
    }

    /** A group with what a room gives it. */
    public record Grant(String room, String affiliation, String group) {
    }

    /**
     * What somebody has in a room through groups.
     *
     * @param affiliation what the room was told
     * @param was         what it knew when it was told so; {@code none} for nothing
     * @param direct      what they have without the groups; {@code none} for nothing
     */
    public record Given(String jid, String affiliation, String was, String direct) {
    }

    public Future<List<Grant>> ofRoom(String room) {
        return grants("room = #{key}", room);
    }

    public Future<List<Grant>> ofGroup(String group) {
        return grants("group_name = #{key}", group);
    }

    private Future<List<Grant>> grants(String condition, String key) {
        return store.ask(client -> Sql.of("select room, affiliation, group_name from room_group where " + condition
                        + " order by room, affiliation, group_name").with("key", key)
                .list(client, row -> new Grant(row.getString(0), row.getString(1), row.getString(2))));
    }

    /** One that is there stays. */
    public Future<Void> add(Grant grant) {
        return store.ask(client -> of("insert into room_group (room, affiliation, group_name) values (#{room}, #{affiliation}, #{group})",
                grant).change(client)).<Void>mapEmpty()
                .recover(failure -> DuplicateRow.is(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    /** @return whether it was there */
    public Future<Boolean> remove(Grant grant) {
        return store.ask(client -> of("delete from room_group where room = #{room} and affiliation = #{affiliation}"
                + " and group_name = #{group}", grant).change(client)).map(removed -> removed > 0);
    }

    private static Sql of(String text, Grant grant) {
        return Sql.of(text).with("room", grant.room()).with("affiliation", grant.affiliation()).with("group", grant.group());
    }

    /** The room is gone. */
    public Future<Void> forget(String room) {
        return store.inTransaction(connection -> Sql.of("delete from room_group where room = #{room}").with("room", room)
                .change(connection).compose(gone -> Sql.of("delete from room_given where room = #{room}").with("room", room)
                        .change(connection)).mapEmpty());
    }

    public Future<List<Given>> givenIn(String room) {
        return store.ask(client -> Sql.of("select jid, affiliation, was, direct from room_given where room = #{room}").with("room", room)
                .list(client, row -> new Given(row.getString(0), row.getString(1), row.getString(2), row.getString(3))));
    }

    /** Writes it down, or what it is now. */
    public Future<Void> give(String room, Given given) {
        return give(room, given, TRIES);
    }

    private Future<Void> give(String room, Given given, int tries) {
        return store.inTransaction(connection -> written(connection, room, given)).recover(failure ->
                DuplicateRow.is(failure) && tries > 1 ? give(room, given, tries - 1) : Future.failedFuture(failure));
    }

    private static Future<Void> written(SqlConnection connection, String room, Given given) {
        return change(connection, "update room_given set affiliation = #{affiliation}, was = #{was}, direct = #{direct}"
                + " where room = #{room} and jid = #{jid}", room, given).compose(updated -> updated > 0 ? Future.succeededFuture(updated)
                : change(connection, "insert into room_given (room, jid, affiliation, was, direct)"
                        + " values (#{room}, #{jid}, #{affiliation}, #{was}, #{direct})", room, given)).mapEmpty();
    }

    private static Future<Integer> change(SqlClient client, String text, String room, Given given) {
        return Sql.of(text).with("room", room).with("jid", given.jid()).with("affiliation", given.affiliation())
                .with("was", given.was()).with("direct", given.direct()).change(client);
    }

    /** They have nothing through groups any more. */
    public Future<Void> takeBack(String room, String jid) {
        return store.ask(client -> Sql.of("delete from room_given where room = #{room} and jid = #{jid}").with("room", room)
                .with("jid", jid).change(client)).mapEmpty();
    }
}
