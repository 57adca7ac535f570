package io.parley.store;

import io.parley.flow.OneByOne;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Marks for what the XMPP server has still to be told. A mark is written in the transaction that changes what it stands for, so that
 * neither a crash nor a server that is away lets the two differ for good; it says what to look at, not what was done.
 */
public final class Deliveries {
    private static final Duration FIRST = Duration.ofSeconds(15);
    /** Longer than a delivery takes, or a part of one: a node that dies with a mark in hand holds it no longer. */
    private static final Duration LEASE = Duration.ofMinutes(2);
    /** Doubled with each try up to this many times: 16 minutes. */
    private static final int DOUBLINGS = 6;

    private final Store store;
    private final InstantSource clock;

    public Deliveries(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What is to be looked at: {@code kind} says by whom, {@code item} is what that one understands. */
    public record Mark(String kind, String item) {
    }

    /** Puts the marks in, within a transaction; due only in a while, for who has marked something delivers it first. */
    public Future<Void> mark(SqlClient transaction, Collection<Mark> marks) {
        Map<String, List<String>> byKind = new TreeMap<>();
        marks.stream().distinct().sorted(Comparator.comparing(Mark::item))
                .forEach(mark -> byKind.computeIfAbsent(mark.kind(), first -> new ArrayList<>()).add(mark.item()));
        return OneByOne.each(byKind.keySet(), kind -> OneByOne.each(Chunks.of(byKind.get(kind)), items -> mark(transaction, kind, items)));
    }

    /** As {@link #mark(SqlClient, Collection)}, on its own. */
    public Future<Void> mark(Collection<Mark> marks) {
        return Duplicates.retried(() -> store.inTransaction(transaction -> mark(transaction, marks)));
    }

    /** Rows are locked in the order of their items, so that two who mark the same do not wait for each other. */
    private Future<Integer> mark(SqlClient client, String kind, List<String> items) {
        return Sql.in("select item from delivery where kind = #{kind} and item in (@item) order by item for update", "item", items)
                .with("kind", kind).list(client, row -> row.getString(0))
                .compose(known -> (known.isEmpty() ? Future.succeededFuture(0) : renewed(client, kind, known)).compose(renewed -> {
                    Set<String> old = Set.copyOf(known);
                    List<String> fresh = items.stream().filter(item -> !old.contains(item)).toList();
                    return fresh.isEmpty() ? Future.succeededFuture(0) : inserted(client, kind, fresh);
                }));
    }

    private Future<Integer> renewed(SqlClient client, String kind, List<String> items) {
        return anew(Sql.in("update delivery set token = #{token}, tries = 0, due_at = #{due} where kind = #{kind} and item in (@item)",
                "item", items), kind).change(client);
    }

    private Future<Integer> inserted(SqlClient client, String kind, List<String> items) {
        List<String> rows = new ArrayList<>();
        items.forEach(item -> rows.add("(#{kind}, #{item" + rows.size() + "}, #{token}, 0, #{due}, 0)"));
        Sql sql = Sql.of("insert into delivery (kind, item, token, tries, due_at, taken_until) values " + String.join(", ", rows));
        for (int at = 0; at < items.size(); at++) {
            sql.with("item" + at, items.get(at));
        }
        return anew(sql, kind).change(client);
    }

    private Sql anew(Sql sql, String kind) {
        return sql.with("kind", kind).with("token", UUID.randomUUID().toString()).with("due", clock.millis() + FIRST.toMillis());
    }

    /** The marks of a kind whose items begin with the prefix. */
    Future<List<Mark>> pending(SqlClient client, String kind, String prefix) {
        return Sql.of("select kind, item from delivery where kind = #{kind} and position(#{prefix} in item) = 1")
                .with("kind", kind).with("prefix", prefix).list(client, Deliveries::read);
    }

    /**
     * Takes the mark in hand, for this node alone and for a while.
     *
     * @return its token; empty when it has been settled, or another node has it in hand
     */
    public Future<Optional<String>> claim(Mark mark) {
        return store.inTransaction(client -> with("select token from delivery where kind = #{kind} and item = #{item}"
                + " and taken_until <= #{now} for update", mark).with("now", clock.millis()).one(client, row -> row.getString(0))
                .compose(token -> token.isEmpty() ? Future.succeededFuture(token)
                        : with("update delivery set taken_until = #{until} where kind = #{kind} and item = #{item}", mark)
                                .with("until", clock.millis() + LEASE.toMillis()).change(client).map(token)));
    }

    /** What is in hand stays so for as long again: a delivery that has many parts says so before each. */
    public Future<Void> hold(Mark mark) {
        return store.ask(client -> with("update delivery set taken_until = #{until} where kind = #{kind} and item = #{item}", mark)
                .with("until", clock.millis() + LEASE.toMillis()).change(client)).mapEmpty();
    }

    /** The mark's token; empty when it has been settled. */
    public Future<Optional<String>> token(Mark mark) {
        return store.ask(client -> with("select token from delivery where kind = #{kind} and item = #{item}", mark)
                .one(client, row -> row.getString(0)));
    }

    /** Takes the mark away. @return false when it was changed since the token was read, or settled by another */
    public Future<Boolean> settled(Mark mark, String token) {
        return store.ask(client -> with("delete from delivery where kind = #{kind} and item = #{item} and token = #{token}", mark)
                .with("token", token).change(client)).map(rows -> rows > 0);
    }

    /** Lets go of the mark and puts the next try off, longer each time. */
    public Future<Void> postponed(Mark mark) {
        return store.ask(client -> with("select tries from delivery where kind = #{kind} and item = #{item}", mark)
                .one(client, row -> row.getInteger(0)).compose(tries -> tries.isEmpty() ? Future.succeededFuture()
                        : with("update delivery set tries = #{tries}, due_at = #{due}, taken_until = 0 where kind = #{kind}"
                                + " and item = #{item}", mark)
                                .with("tries", tries.get() + 1).with("due", clock.millis() + pause(tries.get()))
                                .change(client).mapEmpty()));
    }

    private static long pause(int tries) {
        return FIRST.toMillis() << Math.min(tries, DOUBLINGS);
    }

    /** How many there are. */
    public Future<Long> count() {
        return store.ask(client -> Sql.of("select count(*) from delivery").count(client));
    }

    /** Those whose time has come, the oldest first. */
    public Future<List<Mark>> due(int limit) {
        return store.ask(client -> Sql.of("select kind, item from delivery where due_at <= #{now} order by due_at limit #{limit}")
                .with("now", clock.millis()).with("limit", limit).list(client, Deliveries::read));
    }

    private static Mark read(Row row) {
        return new Mark(row.getString(0), row.getString(1));
    }

    private static Sql with(String text, Mark mark) {
        return Sql.of(text).with("kind", mark.kind()).with("item", mark.item());
    }
}
