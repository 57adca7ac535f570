package io.parley.store.cluster;

import io.parley.bus.View;
import io.parley.store.DuplicateRow;
import io.parley.store.Sql;
import io.parley.store.Store;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** What the nodes of one cluster agree on, and their signs of life. */
public final class Views {
    /** The database's clock, for those of the nodes differ. Both databases know this. */
    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";
    private static final long FORGOTTEN = 3_600_000;

    private final Store store;
    private final String cluster;

    public Views(Store store, String cluster) {
        this.store = store;
        this.cluster = cluster;
    }

    /** {@link View#NONE} where there has been no node yet. */
    public Future<View> read() {
        return store.ask(client -> Sql.of("select version, members from cluster_view where name = #{name}").with("name", cluster)
                .one(client, row -> new View(row.getLong(0), members(row.getString(1))))).map(found -> found.orElse(View.NONE));
    }

    private static List<String> members(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    /** Whether the view now is the next one: false where another has changed it since {@code before} was read. */
    public Future<Boolean> replace(View before, List<String> members) {
        return store.ask(client -> before.version() == 0 ? first(client, members)
                : written("update cluster_view set version = version + 1, members = #{members} where name = #{name} and version = #{version}",
                        before.version(), members).change(client).map(rows -> rows == 1))
                .recover(failure -> DuplicateRow.is(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    private Future<Boolean> first(SqlClient client, List<String> members) {
        return written("insert into cluster_view (name, version, members) values (#{name}, #{version}, #{members})", 1, members)
                .change(client).map(true);
    }

    private Sql written(String statement, long version, List<String> members) {
        return Sql.of(statement).with("name", cluster).with("version", version).with("members", String.join(",", members));
    }

    /** This node lives. */
    public Future<Void> seen(String id, String address, String keys) {
        return store.ask(client -> Sql.of("update cluster_node set seen_at = " + NOW + " where id = #{id}").with("id", id).change(client)
                .compose(rows -> rows == 1 ? Future.succeededFuture()
                        : Sql.of("insert into cluster_node (id, cluster, address, keys, seen_at, joined_at) values (#{id}, #{cluster},"
                                + " #{address}, #{keys}, " + NOW + ", " + NOW + ")").with("id", id).with("cluster", cluster)
                                .with("address", address).with("keys", keys).change(client).mapEmpty()));
    }

    /** All nodes that have said so within the last hour, this one too; the others are forgotten. */
    public Future<List<NodeRow>> nodes() {
        return store.ask(client -> Sql.of("delete from cluster_node where cluster = #{cluster} and seen_at < " + NOW + " - #{age}")
                .with("cluster", cluster).with("age", FORGOTTEN).change(client)
                .compose(forgotten -> Sql.of("select id, address, keys, " + NOW + " - seen_at from cluster_node where cluster = #{cluster}")
                        .with("cluster", cluster)
                        .list(client, row -> new NodeRow(row.getString(0), row.getString(1), row.getString(2), row.getLong(3)))));
    }

    /** Since when each of them has been there. */
    public Future<List<NodeLife>> lives() {
        return store.ask(client -> Sql.of("select id, address, joined_at from cluster_node where cluster = #{cluster}")
                .with("cluster", cluster).list(client, row -> new NodeLife(row.getString(0), row.getString(1), row.getLong(2))));
    }

    /** The node has left. */
    public Future<Void> gone(String id) {
        return store.ask(client -> Sql.of("delete from cluster_node where id = #{id}").with("id", id).change(client).mapEmpty());
    }
}
