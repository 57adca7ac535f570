package io.parley.cluster;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.Done;
import io.parley.bus.FakeNodes;
import io.parley.bus.Gate;
import io.parley.bus.ProblemException;
import io.parley.session.Entries;
import io.parley.session.FakeBook;
import io.parley.session.SessionEntry;
import io.parley.support.Await;
import io.parley.support.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterRoutesTest {
    private static final int SHARDS = 3;
    private static final SessionEntry THERE = Entries.of("alice", "b", 7);
    private static final String SESSION = Addresses.session(THERE.streamId());

    private final Vertx vertx = Vertx.vertx();
    private final FakeNodes nodes = new FakeNodes("a", "a", "b", "c");
    private final FakeBook book = new FakeBook();
    private final List<String> hurried = new CopyOnWriteArrayList<>();
    private long now = 1_000_000;
    private final Neighbours neighbours = new Neighbours(() -> Instant.ofEpochMilli(now));
    private ClusterRoutes routes;

    @BeforeEach
    void serveGates() {
        Bus.register(vertx);
        Bus here = new Bus(vertx, Duration.ofSeconds(5), (command, outcome, time) -> { });
        for (int shard = 0; shard < SHARDS; shard++) {
            String gate = Addresses.gate(shard);
            await(here.<Gate>serve(gate, asked -> {
                hurried.add(gate + " " + ((Gate.TakeOver) asked).user());
                return Future.succeededFuture(new Done());
            }).begun());
        }
        routes = new ClusterRoutes(nodes, neighbours, book, here, SHARDS, true);
        neighbours.are(List.of("b", "c"));
        book.entries.put("alice", THERE);
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void theNodeOfASessionIsLookedUpOnce() {
        assertEquals(Optional.of("b"), await(routes.whoServes(SESSION)));
        assertEquals(Optional.of("b"), await(routes.whoServes(SESSION)));
        assertEquals(1, book.streamsAsked);
        assertEquals(1, routes.size());
    }

    @Test
    void whatWasMissedThereIsLookedUpAgain() {
        await(routes.whoServes(SESSION));
        book.entries.put("alice", THERE.takenBy("c", 8));
        assertEquals("session-moving", await(routes.missed(SESSION)).code());
        assertEquals(Optional.of("c"), await(routes.whoServes(SESSION)));
    }

    @Test
    void whatIsMissedAndNoLongerInTheBookIsGone() {
        await(routes.whoServes(SESSION));
        book.entries.clear();
        assertEquals("no-handler", await(routes.missed(SESSION)).code());
        assertEquals(Optional.empty(), await(routes.whoServes(SESSION)));
        assertEquals(0, routes.size());
    }

    @Test
    void whileTheBookCannotBeAskedNobodyIsToldThatASessionIsGone() {
        book.away = true;
        assertEquals("session-moving", await(routes.missed(SESSION)).code());
        assertEquals("cluster-unsettled", code(routes.whoServes(SESSION)));
    }

    @Test
    void aNodeThatIsNotSettledDoesNotSayThatASessionIsGone() {
        book.entries.clear();
        nodes.settled(false);
        assertEquals("session-moving", await(routes.missed(SESSION)).code());
        assertEquals("cluster-unsettled", code(routes.whoServes(SESSION)));
    }

    @Test
    void theSessionOfADeadNodeIsHurriedAlongAtTheGateOfItsUser() {
        await(routes.whoServes(SESSION));
        nodes.are("a", "c");
        assertEquals("session-moving", code(routes.whoServes(SESSION)));
        String gate = Addresses.gate(Addresses.shardOf("alice", SHARDS));
        Eventually.get(() -> List.copyOf(hurried), told -> told.equals(List.of(gate + " alice")));
    }

    @Test
    void aSessionThatWasHandedToThisNodeIsHurriedAlong() {
        book.entries.put("alice", THERE.takenBy("a", 7));
        assertEquals("session-moving", code(routes.whoServes(SESSION)));
        Eventually.get(hurried::size, times -> times == 1);
    }

    @Test
    void aSilentNodeIsNotAsked() {
        await(routes.whoServes(SESSION));
        now += Neighbours.SILENCE.toMillis() + 1;
        neighbours.listen();
        assertEquals("node-silent", code(routes.whoServes(SESSION)));
        assertEquals("node-silent", code(routes.watched("b", Future.future(never -> { }))));
        neighbours.heard("b");
        assertEquals(Optional.of("b"), await(routes.whoServes(SESSION)));
        assertTrue(hurried.isEmpty());
    }

    @Test
    void aSessionThatNobodyHasIsNowhere() {
        assertEquals(Optional.empty(), await(routes.whoServes(Addresses.session("s-nobody"))));
        assertEquals(0, routes.size());
    }

    @Test
    void theQueueIsWhereTheLeaderIs() {
        nodes.are("b", "a");
        assertEquals(Optional.of("b"), await(routes.whoServes(Addresses.FASTPATH)));
        nodes.are("c", "b", "a");
        assertEquals(Optional.of("c"), await(routes.whoServes(Addresses.FASTPATH)));
        assertEquals("queue-moving", await(routes.missed(Addresses.FASTPATH)).code());
    }

    @Test
    void whileThisNodeIsToHaveTheQueueAndHasItNotYetItMoves() {
        assertEquals("queue-moving", code(routes.whoServes(Addresses.FASTPATH)));
        nodes.are();
        assertEquals("queue-moving", code(routes.whoServes(Addresses.FASTPATH)));
    }

    @Test
    void whereThereIsNoQueueNobodyHasIt() {
        ClusterRoutes without = new ClusterRoutes(nodes, neighbours, book, null, SHARDS, false);
        assertEquals(Optional.empty(), await(without.whoServes(Addresses.FASTPATH)));
        assertEquals("no-handler", await(without.missed(Addresses.FASTPATH)).code());
    }

    @Test
    void whatEachNodeServesItselfIsNowhereElse() {
        assertEquals(Optional.empty(), await(routes.whoServes(Addresses.DIRECTORY)));
        assertEquals("no-handler", await(routes.missed(Addresses.DIRECTORY)).code());
    }

    private static String code(Future<?> failing) {
        Throwable failure = Await.await(failing.<Throwable>transform(outcome -> Future.succeededFuture(outcome.cause())));
        return ((ProblemException) failure).problem().code();
    }
}
