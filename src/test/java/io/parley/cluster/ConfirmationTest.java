package io.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
    private final List<Promise<Boolean>> asked = new ArrayList<>();
    private final Confirmation confirmation = new Confirmation(() -> {
        Promise<Boolean> answer = Promise.promise();
        asked.add(answer);
        return answer.future();
    });

    @Test
    void thousandsWhoAskAtOnceAreTwoQuestions() {
        Future<Boolean> first = confirmation.ask();
        List<Future<Boolean>> others = IntStream.range(0, 1000).mapToObj(number -> confirmation.ask()).toList();
        assertEquals(1, asked.size());
        asked.get(0).complete(true);
        assertTrue(first.result());
        assertEquals(2, asked.size());
        assertFalse(others.get(0).isComplete(), "what was under way is older than what they know");
        asked.get(1).complete(false);
        others.forEach(other -> assertFalse(other.result()));
        assertEquals(2, asked.size());
    }

    @Test
    void whoeverAsksLaterIsNotToldAnOldFailure() {
        Future<Boolean> first = confirmation.ask();
        asked.get(0).fail("the database is away");
        assertTrue(first.failed());
        Future<Boolean> second = confirmation.ask();
        asked.get(1).complete(true);
        assertTrue(second.result());
    }
}
