package io.parley.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InTurnTest {
    private final InTurn turns = new InTurn();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsReadyIsDoneAtOnce() {
        turns.next(Future.succeededFuture("one"), this::act);
        assertEquals(List.of("one"), done);
    }

    @Test
    void whatIsReadyEarlierStillWaitsForItsTurn() {
        Promise<String> slow = Promise.promise();
        Future<String> first = turns.next(slow.future(), this::act);
        Future<String> second = turns.next(Future.succeededFuture("two"), this::act);
        assertEquals(2, turns.waiting());
        slow.complete("one");
        assertEquals(List.of("one", "two"), done);
        assertEquals("did one", first.result());
        assertEquals("did two", second.result());
        assertEquals(0, turns.waiting());
    }

    @Test
    void aTurnIsOverWhenItHasBegun() {
        Promise<String> slow = Promise.promise();
        Promise<String> longWork = Promise.promise();
        Future<String> first = turns.next(slow.future(), ready -> longWork.future());
        turns.next(Future.succeededFuture("two"), this::act);
        slow.complete("one");
        assertEquals(List.of("two"), done);
        longWork.complete("at last");
        assertEquals("at last", first.result());
    }

    @Test
    void whoCannotGoOnHoldsNobodyUp() {
        RuntimeException failure = new IllegalStateException("no");
        Promise<String> slow = Promise.promise();
        Future<String> unready = turns.next(slow.future(), this::act);
        Future<String> throwing = turns.next(Future.succeededFuture("two"), ready -> {
            throw failure;
        });
        turns.next(Future.succeededFuture("three"), this::act);
        slow.fail(failure);
        assertSame(failure, unready.cause());
        assertSame(failure, throwing.cause());
        assertEquals(List.of("three"), done);
    }

    @Test
    void whoComesWhileTurnsAreTakenIsLast() {
        Promise<String> slow = Promise.promise();
        turns.next(slow.future(), ready -> {
            turns.next(Future.succeededFuture("three"), this::act);
            return act(ready);
        });
        turns.next(Future.succeededFuture("two"), this::act);
        slow.complete("one");
        assertEquals(List.of("one", "two", "three"), done);
    }

    @Test
    void howeverManyWait() {
        Promise<String> slow = Promise.promise();
        turns.next(slow.future(), this::act);
        List<Future<String>> all = IntStream.range(0, 100_000)
                .mapToObj(i -> turns.next(Future.succeededFuture("more"), this::act)).toList();
        slow.complete("one");
        assertTrue(all.stream().allMatch(Future::succeeded));
    }

    private Future<String> act(String name) {
        done.add(name);
        return Future.succeededFuture("did " + name);
    }
}
