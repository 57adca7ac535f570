package io.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.ProblemException;
import io.parley.support.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private static final Duration BIT = Duration.ofMillis(1);

    private long now = 1_000_000;
    private final Neighbours neighbours = new Neighbours(() -> Instant.ofEpochMilli(now));

    @BeforeEach
    void know() {
        neighbours.are(List.of("b", "c"));
    }

    @Test
    void whoIsNotHeardForLongEnoughIsSilent() {
        pass(Neighbours.SILENCE);
        neighbours.listen();
        assertFalse(neighbours.anySilent());
        neighbours.heard("c");
        pass(BIT);
        neighbours.listen();
        assertTrue(neighbours.isSilent("b"));
        assertFalse(neighbours.isSilent("c"));
        assertTrue(neighbours.anySilent());
    }

    @Test
    void whoIsHeardAgainIsNoLongerSilent() {
        fallSilent();
        neighbours.heard("b");
        neighbours.heard("c");
        assertFalse(neighbours.anySilent());
        assertFalse(neighbours.watched("b", Promise.promise().future()).isComplete());
    }

    @Test
    void whatWaitsForANodeThatFallsSilentFailsThen() {
        Future<Object> waiting = neighbours.watched("b", Promise.promise().future());
        assertFalse(waiting.isComplete());
        fallSilent();
        assertEquals("node-silent", code(waiting));
        assertEquals("node-silent", code(neighbours.watched("b", Promise.promise().future())));
    }

    @Test
    void whatWaitsForANodeThatIsGoneFailsAtOnce() {
        Future<Object> waiting = neighbours.watched("b", Promise.promise().future());
        Future<Object> other = neighbours.watched("c", Promise.promise().future());
        neighbours.are(List.of("c"));
        assertEquals("node-silent", code(waiting));
        assertFalse(other.isComplete());
        assertEquals("node-silent", code(neighbours.watched("b", Promise.promise().future())));
    }

    @Test
    void anAnswerInTimeWins() {
        Promise<String> answer = Promise.promise();
        Future<String> watched = neighbours.watched("b", answer.future());
        answer.complete("here");
        fallSilent();
        assertEquals("here", watched.result());
    }

    @Test
    void anAnswerThatIsTooLateIsNobodys() {
        Promise<String> answer = Promise.promise();
        Future<String> watched = neighbours.watched("b", answer.future());
        fallSilent();
        answer.complete("too late");
        assertEquals("node-silent", code(watched));
    }

    @Test
    void aRefusalIsPassedOn() {
        Promise<String> answer = Promise.promise();
        Future<String> watched = neighbours.watched("b", answer.future());
        answer.fail("no");
        assertEquals("no", watched.cause().getMessage());
    }

    @Test
    void whoHasSleptBlamesNobody() {
        pass(Duration.ofMinutes(1));
        neighbours.slept();
        neighbours.listen();
        assertFalse(neighbours.anySilent());
        pass(Neighbours.SILENCE.plus(BIT));
        neighbours.listen();
        assertTrue(neighbours.isSilent("b"));
    }

    /** Else no node would ever be settled again: it would wait for one that has left to be heard. */
    @Test
    void theLastWordOfANodeThatIsLeftOutCountsForNothing() {
        neighbours.are(List.of("c"));
        neighbours.heard("b");
        pass(Neighbours.SILENCE.plus(BIT));
        neighbours.heard("c");
        neighbours.listen();
        assertFalse(neighbours.anySilent());
    }

    @Test
    void aSilentNodeThatIsLeftOutIsForgottenAndOneThatComesCountsAsHeard() {
        fallSilent();
        neighbours.are(List.of("d"));
        assertFalse(neighbours.anySilent());
        pass(Neighbours.SILENCE);
        neighbours.listen();
        assertFalse(neighbours.anySilent());
    }

    @Test
    void nothingIsKeptOfWhatIsOver() {
        List<Promise<String>> answers = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            Promise<String> answer = Promise.promise();
            answers.add(answer);
            neighbours.watched(number % 2 == 0 ? "b" : "c", answer.future());
        }
        assertEquals(1_000, neighbours.waiting());
        answers.subList(0, 500).forEach(answer -> answer.complete("done"));
        assertEquals(500, neighbours.waiting());
        fallSilent();
        assertEquals(0, neighbours.waiting());
    }

    @Test
    void whoeverWaitsIsToldOnTheirOwnContext() {
        Vertx vertx = Vertx.vertx();
        Context asker = vertx.getOrCreateContext();
        Promise<Context> told = Promise.promise();
        Promise<Void> asked = Promise.promise();
        asker.runOnContext(go -> {
            neighbours.watched("b", Promise.promise().future()).onFailure(gone -> told.complete(Vertx.currentContext()));
            asked.complete();
        });
        Await.await(asked.future());
        fallSilent();
        assertSame(asker, Await.await(told.future()));
        Await.await(vertx.close());
    }

    private void fallSilent() {
        pass(Neighbours.SILENCE.plus(BIT));
        neighbours.listen();
    }

    private void pass(Duration time) {
        now += time.toMillis();
    }

    private static String code(Future<?> failed) {
        return ((ProblemException) failed.cause()).problem().code();
    }
}
