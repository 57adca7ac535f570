package io.parley.cluster;

import static io.parley.support.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.FakeNodes;
import io.parley.support.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadershipTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeNodes nodes = new FakeNodes("a", "b", "a");
    private final List<String> story = new CopyOnWriteArrayList<>();
    /** How the next ones begin; those for which nothing is said begin at once. */
    private final Queue<Future<?>> beginnings = new ArrayDeque<>();
    private int made;
    private final Leadership leadership = new Leadership(nodes, () -> new Queued(++made));

    private final class Queued extends VerticleBase {
        private final int number;

        Queued(int number) {
            this.number = number;
        }

        @Override
        public Future<?> start() {
            story.add("begins " + number);
            Future<?> begun = beginnings.isEmpty() ? Future.succeededFuture() : beginnings.remove();
            return begun.onSuccess(done -> story.add("has begun " + number));
        }

        @Override
        public Future<?> stop() {
            story.add("ends " + number);
            return Future.succeededFuture();
        }
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void itComesAndGoesWithTheLeadershipAndIsMadeAnewEachTime() {
        begin();
        assertEquals(List.of(), story);
        nodes.are("a", "b");
        told("begins 1", "has begun 1");
        nodes.are("a", "c");
        nodes.are("c", "a");
        told("begins 1", "has begun 1", "ends 1");
        nodes.are("a");
        told("begins 1", "has begun 1", "ends 1", "begins 2", "has begun 2");
    }

    @Test
    void whoeverLeadsAtTheStartHasItBeforeAnythingElseStarts() {
        nodes.are("a", "b");
        begin();
        assertEquals(List.of("begins 1", "has begun 1"), story);
    }

    @Test
    void whatCannotBeginIsTriedAgain() {
        begin();
        beginnings.add(Future.failedFuture("not yet"));
        nodes.are("a");
        told("begins 1", "begins 2", "has begun 2");
    }

    @Test
    void whatCannotBeginAtTheStartIsToldToWhoeverStarts() {
        nodes.are("a");
        beginnings.add(Future.failedFuture("not at all"));
        AssertionError failed = assertThrows(AssertionError.class, this::begin);
        assertTrue(failed.getMessage().contains("not at all"), failed.getMessage());
    }

    @Test
    void itHasBegunBeforeItEndsHoweverFastTheLeadersChange() {
        begin();
        Promise<Void> slow = Promise.promise();
        beginnings.add(slow.future());
        nodes.are("a", "b");
        nodes.are("b", "a");
        nodes.are("a", "b");
        nodes.are("b", "a");
        told("begins 1");
        slow.complete();
        told("begins 1", "has begun 1", "ends 1");
        assertEquals(1, made, "those in between had nothing to do any more");
    }

    @Test
    void afterItsEndNothingBegins() {
        nodes.are("a");
        begin();
        await(leadership.end());
        assertEquals(List.of("begins 1", "has begun 1", "ends 1"), story);
        nodes.are("a", "d");
        await(leadership.end());
        assertEquals(List.of("begins 1", "has begun 1", "ends 1"), story);
    }

    @Test
    void whoeverWaitsForItsEndWaitsForItsBeginningToo() {
        begin();
        Promise<Void> slow = Promise.promise();
        beginnings.add(slow.future());
        nodes.are("a");
        told("begins 1");
        Future<Void> ended = leadership.end();
        slow.complete();
        await(ended);
        assertEquals(List.of("begins 1", "has begun 1", "ends 1"), story);
    }

    @Test
    void whenItsNodeStopsItEndsAndListensNoMore() {
        nodes.are("a");
        String id = await(vertx.deployVerticle(leadership));
        assertEquals(1, nodes.listeners());
        await(vertx.undeploy(id));
        assertEquals(List.of("begins 1", "has begun 1", "ends 1"), story);
        assertEquals(0, nodes.listeners());
    }

    private void begin() {
        await(vertx.deployVerticle(leadership));
    }

    private void told(String... expected) {
        Eventually.get(() -> List.copyOf(story), told -> told.equals(List.of(expected)));
    }
}
