package io.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import io.parley.session.SessionEntry;
import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes share a book, and one of them goes. */
class LeftBookTest {
    private final Vertx vertx = Vertx.vertx();
    private LoopbackCluster cluster;
    private ClusteredBook here;
    private ClusteredBook there;

    @BeforeEach
    void start() {
        cluster = new LoopbackCluster();
        here = new ClusteredBook(vertx, cluster.one(), Await.PATIENCE);
        there = new ClusteredBook(vertx, cluster.other(), Await.PATIENCE);
    }

    @AfterEach
    void stop() {
        cluster.close();
        Await.await(vertx.close());
    }

    @Test
    void whatADeadNodeHasWrittenTheOtherOneKeepsAndFinds() {
        List<SessionEntry> all = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            SessionEntry claimed = entry("u" + number, "s-" + number, "one", number);
            Await.await(here.claim(claimed));
            SessionEntry changed = claimed.takenBy("one", 1_000 + number);
            all.add(number % 2 == 0 ? claimed : changed);
            if (number % 2 == 1) {
                assertTrue(Await.await(here.replace(claimed, changed)));
            }
        }
        cluster.one().getLifecycleService().terminate();
        all.forEach(entry -> assertEquals(Optional.of(entry), Await.await(there.ofStream(entry.streamId()))));
        assertEquals(100, users(there.orphans(List.of("two"))).size());
        all.forEach(entry -> assertTrue(Await.await(there.replace(entry, entry.takenBy("two", 2_000)))));
        assertEquals(List.of(), users(there.orphans(List.of("two"))));
    }

    @Test
    void aNodeThatHasLeftSaysSoAtOnce() {
        cluster.one().shutdown();
        SessionEntry mine = entry("ann", "s-1", "one", 1);
        Stream.<Future<?>>of(here.ofUser("ann"), here.ofStream("s-1"), here.claim(mine), here.replace(mine, mine.takenBy("two", 2)),
                here.release(mine)).forEach(failing -> assertEquals("cluster-unsettled", code(failing)));
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
