package io.parley.store;

import io.vertx.core.Future;

/** Deletions of users that have begun and are not finished: what is still kept of them is nothing for the next of the name. */
public final class Departures {
    private final Store store;

    public Departures(Store store) {
        this.store = store;
    }

    /** Again is the same. */
    public Future<Void> add(String user) {
        return store.ask(client -> Sql.of("insert into departure (username) values (#{user})").with("user", user).change(client))
                .recover(failure -> DuplicateRow.is(failure) ? Future.succeededFuture(0) : Future.failedFuture(failure)).mapEmpty();
    }

    public Future<Boolean> has(String user) {
        return store.ask(client -> Sql.of("select count(*) from departure where username = #{user}").with("user", user).count(client))
                .map(count -> count > 0);
    }

    public Future<Void> remove(String user) {
        return store.ask(client -> Sql.of("delete from departure where username = #{user}").with("user", user).change(client)).mapEmpty();
    }
}
