package io.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.parley.bus.ProblemException;
import io.parley.session.SessionEntry;
import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes' books are one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusteredBookTest {
    private final Vertx vertx = Vertx.vertx();
    private LoopbackCluster cluster;
    private ClusteredBook here;
    private ClusteredBook there;

    @BeforeAll
    void start() {
        cluster = new LoopbackCluster();
        here = new ClusteredBook(vertx, cluster.one(), Await.PATIENCE);
        there = new ClusteredBook(vertx, cluster.other(), Await.PATIENCE);
    }

    @BeforeEach
    void clear() {
        cluster.one().getMap(ClusteredBook.BY_USER).clear();
        streams(cluster.one()).clear();
    }

    @AfterAll
    void stop() {
        cluster.close();
        Await.await(vertx.close());
    }

    @Test
    void ofManyWhoClaimAUserAtOnceOneHasIt() {
        for (int round = 0; round < 50; round++) {
            String user = "u" + round;
            List<Future<Optional<SessionEntry>>> claims = IntStream.range(0, 10)
                    .mapToObj(of -> (of % 2 == 0 ? here : there).claim(entry(user, "s-" + user + "-" + of, "node", of))).toList();
            List<Optional<SessionEntry>> answers = claims.stream().map(Await::await).toList();
            assertEquals(1, answers.stream().filter(Optional::isEmpty).count(), answers::toString);
            SessionEntry winner = Await.await(here.ofUser(user)).orElseThrow();
            answers.forEach(answer -> answer.ifPresent(other -> assertEquals(winner, other)));
        }
        assertEquals(50, streams(cluster.one()).size(), "those who lost have left nothing");
    }

    @Test
    void onesOwnClaimIsNotTakenForAnothers() {
        SessionEntry mine = entry("ann", "s-1", "one", 1);
        assertEquals(Optional.empty(), Await.await(here.claim(mine)));
        assertEquals(Optional.empty(), Await.await(here.claim(mine)), "Hazelcast asks twice when a node dies in between");
        assertEquals(Optional.of(mine), Await.await(there.ofStream("s-1")));
    }

    @Test
    void whoeverHasReadAnOldEntryChangesNothing() {
        SessionEntry first = entry("ann", "s-1", "one", 1);
        SessionEntry second = first.takenBy("two", 2);
        Await.await(here.claim(first));
        assertTrue(Await.await(there.replace(first, second)));
        assertFalse(Await.await(here.replace(first, first.takenBy("three", 3))));
        assertFalse(Await.await(here.release(first)));
        assertEquals(Optional.of(second), Await.await(here.ofUser("ann")));
        assertTrue(Await.await(here.replace(first, second)), "to find what was to be written is to have written it");
    }

    @Test
    void ofManyWhoTakeASessionOverOneHasIt() {
        SessionEntry orphan = entry("ann", "s-1", "dead", 1);
        Await.await(here.claim(orphan));
        List<Future<Boolean>> tries = IntStream.range(0, 20)
                .mapToObj(of -> (of % 2 == 0 ? here : there).replace(orphan, orphan.takenBy("node-" + of, 2))).toList();
        assertEquals(1, tries.stream().filter(Await::await).count());
    }

    @Test
    void whatIsReleasedIsGoneForUserAndStream() {
        SessionEntry mine = entry("ann", "s-1", "one", 1);
        Await.await(here.claim(mine));
        assertTrue(Await.await(there.release(mine)));
        assertEquals(Optional.empty(), Await.await(here.ofUser("ann")));
        assertEquals(Optional.empty(), Await.await(here.ofStream("s-1")));
        assertTrue(Await.await(here.release(mine)), "it is gone: that is what was wanted");
        assertEmpty();
    }

    @Test
    void aClaimThatWasNotDoneLeavesNothingWhenItIsReleased() {
        streams(cluster.one()).set("s-1", "ann"); // so far it came
        assertTrue(Await.await(here.release(entry("ann", "s-1", "one", 1))));
        assertEmpty();
    }

    @Test
    void theStreamOfAnOlderSessionIsNotTheUsersNow() {
        SessionEntry mine = entry("ann", "s-2", "one", 1);
        Await.await(here.claim(mine));
        streams(cluster.one()).set("s-1", "ann"); // left over
        assertEquals(Optional.empty(), Await.await(there.ofStream("s-1")));
        assertEquals(Optional.of(mine), Await.await(there.ofStream("s-2")));
    }

    @Test
    void eachNodeFindsTheOrphansThatItKeepsAndTogetherTheyFindAll() {
        Set<String> dead = new HashSet<>();
        for (int number = 0; number < 200; number++) {
            boolean orphan = number % 2 == 0;
            Await.await(here.claim(entry("u" + number, "s-" + number, orphan ? "dead" : "one", number)));
            if (orphan) {
                dead.add("u" + number);
            }
        }
        List<String> byOne = users(here.orphans(List.of("one", "two")));
        List<String> byTwo = users(there.orphans(List.of("one", "two")));
        assertTrue(byOne.size() > 20 && byTwo.size() > 20, () -> "they divide them: " + byOne.size() + " and " + byTwo.size());
        assertEquals(100, byOne.size() + byTwo.size());
        assertEquals(dead, new HashSet<>(Stream.concat(byOne.stream(), byTwo.stream()).toList()));
        assertEquals(List.of(), users(here.orphans(List.of("dead", "one"))));
    }

    @Test
    void twoThousandSessionsLeaveNothing() {
        List<SessionEntry> all = IntStream.range(0, 2_000).mapToObj(number -> entry("u" + number, "s-" + number, "one", number)).toList();
        Await.await(Future.all(all.stream().map(entry -> (entry.epoch() % 2 == 0 ? here : there).claim(entry)).toList()));
        assertEquals(2_000, here.size().get("sessions") + there.size().get("sessions"));
        Await.await(Future.all(all.stream().map(entry -> (entry.epoch() % 3 == 0 ? here : there).release(entry)).toList()));
        assertEmpty();
        assertEquals(0, here.size().get("sessions") + there.size().get("sessions"));
        assertEquals(0, here.size().get("bytes") + there.size().get("bytes"));
    }

    @Test
    void whoeverCannotBeAnsweredInTimeIsToldThatItIsUnsettled() {
        ClusteredBook impatient = new ClusteredBook(vertx, cluster.one(), Duration.ofMillis(200));
        IMap<String, String> users = cluster.other().getMap(ClusteredBook.BY_USER);
        users.lock("ann"); // what is asked of this entry waits, as with a frozen node
        SessionEntry mine = entry("ann", "s-1", "one", 1);
        assertEquals("cluster-unsettled", code(impatient.claim(mine)));
        users.unlock("ann");
        assertTrue(Await.await(here.release(mine)), "whether it was done or not");
        assertEmpty();
    }

    private void assertEmpty() {
        assertEquals(0, cluster.one().getMap(ClusteredBook.BY_USER).size());
        assertEquals(0, streams(cluster.one()).size());
    }

    private static IMap<String, String> streams(HazelcastInstance node) {
        return node.getMap(ClusteredBook.BY_STREAM);
    }

    private static List<String> users(Future<List<SessionEntry>> entries) {
        return Await.await(entries).stream().map(SessionEntry::user).toList();
    }

    private static String code(Future<?> failing) {
        Throwable failure = Await.await(failing.<Throwable>transform(outcome -> Future.succeededFuture(outcome.cause())));
        return ((ProblemException) failure).problem().code();
    }

    private static SessionEntry entry(String user, String stream, String node, long epoch) {
        return new SessionEntry(user, stream, "parley", node, epoch, null, "available", null, false, List.of(), List.of(), 0);
    }
}
