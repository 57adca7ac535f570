package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** One connection's tasks, in order, on a pool that is run by hand here. */
class OrderedTasksTest {
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final OrderedTasks tasks = new OrderedTasks(pool::add);
    private int caughtUp;
    private int failed;

    @Test
    void whatFailsDoesNotKeepTheReadingStopped() {
        int told = 1;
        while (!tasks.tell(this::fail, () -> caughtUp++)) {
            told++;
        }
        for (Runnable turn = pool.poll(); turn != null; turn = pool.poll()) {
            try {
                turn.run();
            } catch (IllegalStateException asWanted) {
                failed++;
            }
        }
        assertEquals(told, failed);
        assertEquals(2, caughtUp, "when half is told, and when all is");
    }

    private void fail() {
        throw new IllegalStateException("as the test wants it");
    }
}
