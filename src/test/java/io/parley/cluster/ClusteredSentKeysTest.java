package io.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.session.SentKeys.Attempt;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one node has written down the other one knows, also when the first is dead. */
class ClusteredSentKeysTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");

    private final Vertx vertx = Vertx.vertx();
    private LoopbackCluster cluster;
    private ClusteredSentKeys here;
    private ClusteredSentKeys there;

    @BeforeEach
    void start() {
        cluster = new LoopbackCluster();
        here = keys(cluster.one(), Duration.ofMinutes(10));
        there = keys(cluster.other(), Duration.ofMinutes(10));
    }

    @AfterEach
    void stop() {
        cluster.close();
        Await.await(vertx.close());
    }

    @Test
    void whatOneNodeHasWrittenTheOtherOneKnows() {
        assertEquals(Optional.empty(), begin(here, "k", attempt("m-1")));
        assertEquals(Optional.of(attempt("m-1")), begin(there, "k", attempt("m-2")));
        Await.await(there.keep("ann", "k", attempt("m-1").asSettled()));
        assertEquals(Optional.of(attempt("m-1").asSettled()), begin(here, "k", attempt("m-3")));
        assertEquals(Optional.empty(), Await.await(there.begin("ben", "k", attempt("m-4"))), "another user's key is another key");
    }

    @Test
    void ofTwoTriesAtOnceOnlyOneIsTheFirst() {
        for (int i = 0; i < 200; i++) {
            String key = "k" + i;
            Future<Optional<Attempt>> one = here.begin("ann", key, attempt("m-1"));
            Future<Optional<Attempt>> other = there.begin("ann", key, attempt("m-2"));
            List<Optional<Attempt>> both = List.of(Await.await(one), Await.await(other));
            assertEquals(1, both.stream().filter(Optional::isEmpty).count(), () -> both.toString());
        }
    }

    @Test
    void onesOwnFirstTryIsNotTakenForAnother() {
        begin(here, "k", attempt("m-1"));
        assertEquals(Optional.empty(), begin(here, "k", attempt("m-1")), "Hazelcast asks twice when a node dies in between");
    }

    @Test
    void whatADeadNodeHasWrittenIsKnownToTheOther() {
        List<String> all = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
        all.forEach(key -> begin(here, key, attempt("m-" + key)));
        all.stream().limit(50).forEach(key -> Await.await(here.keep("ann", key, attempt("m-" + key).asSettled())));
        cluster.one().getLifecycleService().terminate();
        Stream<Attempt> expected = IntStream.range(0, 100).mapToObj(i -> i < 50 ? attempt("m-k" + i).asSettled() : attempt("m-k" + i));
        assertEquals(expected.toList(), all.stream().map(key -> begin(there, key, attempt("m-new")).orElseThrow()).toList());
    }

    @Test
    void onlyTheAttemptThatWasNotSentIsForgotten() {
        begin(here, "k", attempt("m-1"));
        Await.await(there.forget("ann", "k", attempt("m-0")));
        assertTrue(begin(here, "k", attempt("m-2")).isPresent());
        Await.await(there.forget("ann", "k", attempt("m-1")));
        assertEquals(Optional.empty(), begin(here, "k", attempt("m-2")));
        Await.await(here.keep("ann", "k", attempt("m-2").asSettled()));
        Await.await(there.forget("ann", "k", attempt("m-2")));
        assertTrue(begin(here, "k", attempt("m-3")).isPresent(), "it is settled");
    }

    @Test
    void aKeyIsRememberedForItsTimeAndNoLonger() {
        ClusteredSentKeys brief = keys(cluster.one(), Duration.ofSeconds(1));
        begin(brief, "begun", attempt("m-1"));
        Await.await(brief.keep("ann", "kept", attempt("m-2")));
        begin(here, "other", attempt("m-3"));
        IMap<String, String> map = cluster.other().getMap(ClusteredSentKeys.MAP);
        Eventually.get(() -> map.containsKey(ClusteredSentKeys.entry("ann", "begun")), known -> !known);
        Eventually.get(() -> map.containsKey(ClusteredSentKeys.entry("ann", "kept")), known -> !known);
        assertTrue(begin(there, "other", attempt("m-4")).isPresent());
    }

    @Test
    void whatIsWrittenTooLateIsAnAttemptOfUnknownFate() {
        IMap<String, String> map = cluster.other().getMap(ClusteredSentKeys.MAP);
        map.lock(ClusteredSentKeys.entry("ann", "k")); // what is asked of this entry waits, as with a frozen node
        Problem problem = problem(impatient().begin("ann", "k", attempt("m-1")));
        assertEquals("cluster-unsettled", problem.code());
        assertEquals(503, problem.status());
        assertEquals(1, problem.retryAfterSeconds());
        map.unlock(ClusteredSentKeys.entry("ann", "k"));
        assertEquals(Optional.of(attempt("m-1")), begin(here, "k", attempt("m-2")));
    }

    @Test
    void aNodeThatHasLeftTheClusterSaysSo() {
        cluster.one().shutdown();
        assertEquals("cluster-unsettled", problem(here.begin("ann", "k", attempt("m-1"))).code());
        assertEquals("cluster-unsettled", problem(here.keep("ann", "k", attempt("m-1"))).code());
        assertEquals("cluster-unsettled", problem(here.forget("ann", "k", attempt("m-1"))).code());
    }

    @Test
    void answersAndFailuresComeOnTheContextOfWhoAsked() {
        IMap<String, String> map = cluster.other().getMap(ClusteredSentKeys.MAP);
        map.lock(ClusteredSentKeys.entry("ann", "locked"));
        for (String key : List.of("free", "locked")) {
            ClusteredSentKeys keys = key.equals("free") ? here : impatient();
            Context asker = vertx.getOrCreateContext();
            Promise<Context> answered = Promise.promise();
            asker.runOnContext(go -> keys.begin("ann", key, attempt("m-1")).onComplete(any -> answered.complete(Vertx.currentContext())));
            assertSame(asker, Await.await(answered.future()));
        }
        map.unlock(ClusteredSentKeys.entry("ann", "locked"));
    }

    private ClusteredSentKeys keys(HazelcastInstance node, Duration memory) {
        return keys(node, memory, Await.PATIENCE);
    }

    private ClusteredSentKeys keys(HazelcastInstance node, Duration memory, Duration patience) {
        return new ClusteredSentKeys(node.getMap(ClusteredSentKeys.MAP), memory, patience, vertx);
    }

    /** For whom an answer is late at once. */
    private ClusteredSentKeys impatient() {
        return keys(cluster.one(), Duration.ofMinutes(10), Duration.ofMillis(200));
    }

    private static Optional<Attempt> begin(ClusteredSentKeys keys, String key, Attempt first) {
        return Await.await(keys.begin("ann", key, first));
    }

    private static Problem problem(Future<?> failing) {
        Throwable failure = Await.await(failing.<Throwable>transform(outcome -> Future.succeededFuture(outcome.cause())));
        return ((ProblemException) failure).problem();
    }

    private static Attempt attempt(String stanzaId) {
        return Attempt.first("hash", stanzaId, AT);
    }
}
