package io.parley.cluster;

import com.hazelcast.map.IMap;
import io.parley.bus.Problem;
import io.parley.session.SentKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Idempotency-Keys of all users in a map of the whole cluster, so that who tries again after a node has died is known to the next
 * one. An entry is {@code user newline key} → the {@link SentKeys.Attempt} as JSON; how many there may be is set in
 * {@code conf/hazelcast.xml}. Fails with 503 {@code cluster-unsettled} when the cluster does not answer in time. An attempt may have
 * been written all the same; the next try then finds it as one whose fate is unknown.
 */
public final class ClusteredSentKeys implements SentKeys {
    public static final String MAP = "parley.keys";
    private static final Logger LOG = LoggerFactory.getLogger(ClusteredSentKeys.class);

    private final IMap<String, String> map;
    private final long memoryMillis;
    private final Duration patience;
    private final Vertx vertx;

    /**
     * @param memory   how long a key is remembered; Hazelcast counts in whole seconds
     * @param patience how long an answer of the cluster may take
     */
    public ClusteredSentKeys(IMap<String, String> map, Duration memory, Duration patience, Vertx vertx) {
        this.patience = patience;
        this.map = map;
        this.memoryMillis = memory.toMillis();
        this.vertx = vertx;
    }

    @Override
    public Future<Optional<Attempt>> begin(String user, String key, Attempt first) {
        return ask(() -> map.submitToKey(entry(user, key), new Exchange(null, Json.encode(first), memoryMillis)))
                .map(found -> Optional.ofNullable(found).map(json -> Json.decodeValue(json, Attempt.class))
                        .filter(before -> !isSame(before, first)));
    }

    /** When the entry's node dies before it has answered, Hazelcast asks the next one, which may have our own first try already. */
    private static boolean isSame(Attempt found, Attempt first) {
        return found.stanzaId().equals(first.stanzaId());
    }

    @Override
    public Future<Void> keep(String user, String key, Attempt attempt) {
        return ask(() -> map.setAsync(entry(user, key), Json.encode(attempt), memoryMillis, TimeUnit.MILLISECONDS));
    }

    @Override
    public Future<Void> forget(String user, String key, Attempt attempt) {
        return ask(() -> map.submitToKey(entry(user, key), new Exchange(Json.encode(attempt), null, 0))).mapEmpty();
    }

    /** No user name contains a control character, so that no two users share an entry. */
    static String entry(String user, String key) {
        return user + '\n' + key;
    }

    /** The answer comes on the caller's context, not on a thread of Hazelcast's. */
    private <T> Future<T> ask(Supplier<CompletionStage<T>> question) {
        return Future.fromCompletionStage(answer(question), vertx.getOrCreateContext())
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> {
                    LOG.warn("the cluster did not keep an Idempotency-Key: {}", failure.toString());
                    return Future.failedFuture(Problem.unavailable("cluster-unsettled",
                            "The cluster is rearranging itself; nothing was sent.", 1).exception(failure));
                });
    }

    /** A node that is about to leave the cluster throws. */
    private static <T> CompletionStage<T> answer(Supplier<CompletionStage<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
