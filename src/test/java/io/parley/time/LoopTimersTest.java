package io.parley.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is on the same event loop waits on the same timer. */
class LoopTimersTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    @AfterEach
    void close() {
        Await.await(vertx.close());
    }

    @Test
    void tasksOfDifferentOwnersRunInTheOrderOfTheirTimeOnTheirLoop() {
        List<String> ran = new ArrayList<>();
        Promise<Thread> last = Promise.promise();
        Thread loop = Await.await(on(context, () -> {
            new LoopTimers(vertx).after(Duration.ofMillis(300), () -> {
                ran.add("second");
                last.complete(Thread.currentThread());
            });
            new LoopTimers(vertx).after(Duration.ofMillis(1), () -> ran.add("first"));
            return Thread.currentThread();
        }));
        assertSame(loop, Await.await(last.future()));
        assertEquals(List.of("first", "second"), ran);
    }

    @Test
    void theyShareOneTimerPerContext() {
        Context other = vertx.getOrCreateContext();
        Object here = Await.await(on(context, this::shared));
        assertSame(here, Await.await(on(context, this::shared)));
        assertTrue(here != Await.await(on(other, this::shared)));
    }

    @Test
    void whoIsOnNoLoopIsToldAtOnce() {
        assertThrows(IllegalStateException.class, () -> new LoopTimers(vertx).after(Duration.ofSeconds(1), () -> { }));
        assertTrue(Await.await(context.executeBlocking(() -> assertThrows(IllegalStateException.class,
                () -> new LoopTimers(vertx).every(Duration.ofSeconds(1), () -> { })) != null)));
    }

    private Object shared() {
        new LoopTimers(vertx).after(Duration.ofSeconds(10), () -> { });
        return vertx.getOrCreateContext().get(SharedTimers.class);
    }

    private static <T> Future<T> on(Context context, Callable<T> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(turn -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future();
    }
}
