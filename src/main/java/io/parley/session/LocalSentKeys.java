package io.parley.session;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Idempotency-Keys of one shard's users in this node's memory, which dies with it; for a node that is alone. Everything is done at
 * once. Bounded in time and number, oldest out first.
 */
public final class LocalSentKeys implements SentKeys {
    private static final int MOST = 50_000;

    private record Key(String user, String key) {
    }

    private record Kept(Attempt attempt, Instant since) {
    }

    private final Duration memory;
    private final InstantSource clock;
    private final Map<Key, Kept> oldestFirst = new LinkedHashMap<>();

    public LocalSentKeys(Duration memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public Future<Optional<Attempt>> begin(String user, String key, Attempt first) {
        forgetExpired();
        Kept before = oldestFirst.get(new Key(user, key));
        if (before != null) {
            return Future.succeededFuture(Optional.of(before.attempt()));
        }
        put(new Key(user, key), first);
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Void> keep(String user, String key, Attempt attempt) {
        Key one = new Key(user, key);
        oldestFirst.remove(one);
        forgetExpired();
        put(one, attempt);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> forget(String user, String key, Attempt attempt) {
        oldestFirst.computeIfPresent(new Key(user, key), (one, kept) -> kept.attempt().equals(attempt) ? null : kept);
        return Future.succeededFuture();
    }

    private void put(Key key, Attempt attempt) {
        oldestFirst.put(key, new Kept(attempt, clock.instant()));
    }

    private void forgetExpired() {
        Instant limit = clock.instant().minus(memory);
        var all = oldestFirst.values().iterator();
        while (all.hasNext()) {
            Kept oldest = all.next();
            if (oldestFirst.size() < MOST && !oldest.since().isBefore(limit)) {
                return;
            }
            all.remove();
        }
    }

    int size() {
        return oldestFirst.size();
    }
}
