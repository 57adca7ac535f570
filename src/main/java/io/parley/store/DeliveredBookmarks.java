package io.parley.store;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was put among the bookmarks that users have at the XMPP server. */
public final class DeliveredBookmarks {
    private final Store store;

    public DeliveredBookmarks(Store store) {
        this.store = store;
    }

    /** BEGUN: Parley was about to put it there. THERE: it did. OWN: the user has a bookmark of their own for the room. */
    public enum State { BEGUN, THERE, OWN }

    /** @param content what was put there, or may have been, as {@code admin.bookmark} writes it down; empty for OWN */
    public record Delivered(String content, State state) {
    }

    /** Whether something was put there for anybody. */
    public Future<Boolean> any() {
        return store.ask(client -> Sql.of("select username from delivered_bookmark limit 1").one(client, row -> row.getString(0)))
                .map(Optional::isPresent);
    }

    /** By the room's JID. */
    public Future<Map<String, Delivered>> of(String user) {
        return store.ask(client -> Sql.of("select jid, content, state from delivered_bookmark where username = #{user}").with("user", user)
                .list(client, row -> Map.entry(row.getString(0), new Delivered(row.getString(1), State.valueOf(row.getString(2))))))
                .map(rows -> {
                    Map<String, Delivered> all = new HashMap<>();
                    rows.forEach(row -> all.put(row.getKey(), row.getValue()));
                    return all;
                });
    }

    public Future<Void> put(String user, String jid, Delivered delivered) {
        return Duplicates.retried(() -> store.inTransaction(client -> with("update delivered_bookmark set content = #{content},"
                + " state = #{state} where username = #{user} and jid = #{jid}", user, jid).with("content", delivered.content())
                .with("state", delivered.state().name()).change(client)
                .compose(changed -> changed > 0 ? Future.succeededFuture()
                        : with("insert into delivered_bookmark (username, jid, content, state) values (#{user}, #{jid}, #{content}, #{state})",
                                user, jid).with("content", delivered.content()).with("state", delivered.state().name())
                                .change(client).mapEmpty())));
    }

    public Future<Void> remove(String user, String jid) {
        return store.ask(client -> with("delete from delivered_bookmark where username = #{user} and jid = #{jid}", user, jid)
                .change(client)).mapEmpty();
    }

    /** Nothing has been put there for this user. */
    public Future<Void> forget(String user) {
        return store.ask(client -> Sql.of("delete from delivered_bookmark where username = #{user}").with("user", user).change(client))
                .mapEmpty();
    }

    private static Sql with(String text, String user, String jid) {
        return Sql.of(text).with("user", user).with("jid", jid);
    }
}
