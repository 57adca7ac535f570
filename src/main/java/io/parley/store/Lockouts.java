package io.parley.store;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Who may not log in. While the database is away those count as locked out whom it named last, for the others must get in; and it is not
 * asked again for some seconds, for every login would wait for one that is silent. For all event loops of a node.
 */
public final class Lockouts {
    private static final int REMEMBERED = 10_000;
    private static final int PATIENCE_SECONDS = 1;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Store store;
    private final InstantSource clock;
    private volatile Instant asksAgain = Instant.MIN;
    private final Set<String> known = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    public Lockouts(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Remembers those of the database, the newest of them. */
    public Future<Void> load() {
        return store.ask(client -> Sql.of("select username from lockout order by since desc limit #{most}").with("most", REMEMBERED)
                .list(client, row -> row.getString(0))).onSuccess(known::addAll).mapEmpty();
    }

    public Future<Boolean> has(String user) {
        return clock.instant().isBefore(asksAgain) ? Future.succeededFuture(known.contains(user)) : hasNow(user);
    }

    /** As {@link #has}, and asks the database in any case: for who was told that it has changed. */
    public Future<Boolean> hasNow(String user) {
        return store.ask(client -> Sql.of("select count(*) from lockout where username = #{user}").with("user", user).count(client))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(count -> remembered(user, count > 0))
                .onSuccess(told -> asksAgain = Instant.MIN)
                .recover(failure -> isAway(failure) ? byMemory(user) : Future.failedFuture(failure));
    }

    private Future<Boolean> byMemory(String user) {
        asksAgain = clock.instant().plus(PAUSE);
        return Future.succeededFuture(known.contains(user));
    }

    /** @return whether the user was not locked out before */
    public Future<Boolean> add(String user) {
        return store.ask(client -> Sql.of("insert into lockout (username, since) values (#{user}, #{since})").with("user", user)
                .with("since", clock.millis()).change(client)).map(true)
                .recover(failure -> DuplicateRow.is(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure))
                .onSuccess(added -> remembered(user, true));
    }

    public Future<Void> remove(String user) {
        return store.ask(client -> Sql.of("delete from lockout where username = #{user}").with("user", user).change(client))
                .onSuccess(removed -> remembered(user, false)).mapEmpty();
    }

    private boolean remembered(String user, boolean locked) {
        if (locked) {
            known.add(user);
        } else {
            known.remove(user);
        }
        return locked;
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof ProblemException refused && isAway(refused.problem());
    }

    private static boolean isAway(Problem problem) {
        return problem.code().equals("store-unavailable") || problem.code().equals("store-busy");
    }
}
