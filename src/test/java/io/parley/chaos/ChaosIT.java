package io.parley.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Less than a minute of {@code scripts/chaos}; another seed with {@code -Dparley.chaos.seed}. */
@Tag("once")
class ChaosIT {
    private static final int NODES = 3;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    @Test
    void whateverBreaksWhatWasAnsweredArrivesInOrderAndEveryQuestionEndsOnce() {
        Schedule schedule = Schedule.brief(Long.getLong("parley.chaos.seed", 1), NODES, ChaosRun.TALKERS.size());
        System.out.println("chaos, " + schedule);
        ChaosRun.Outcome outcome = ChaosRun.of(vertx, schedule, NODES, System.out::println);
        System.out.println(String.join("\n", outcome.sums()));
        assertTrue(outcome.faults().isEmpty(),
                () -> "with -Dparley.chaos.seed=" + schedule.seed() + ":\n" + String.join("\n", outcome.faults()));
    }
}
