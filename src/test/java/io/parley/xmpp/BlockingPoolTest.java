package io.parley.xmpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingPoolTest {
    private final Vertx vertx = Vertx.vertx();
    private final BlockingPool pool = new BlockingPool(vertx, 1, 1);
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void close() {
        held.countDown();
        Await.await(pool.close());
        Await.await(vertx.close());
    }

    @Test
    void oneWorksOneWaitsAndTheNextIsRefused() {
        Future<String> works = pool.run(() -> hold("works"));
        Future<String> waits = pool.run(() -> "waits");
        Problem refused = ((ProblemException) pool.run(() -> "refused").cause()).problem();
        assertEquals(503, refused.status());
        assertEquals("pool-full", refused.code());
        assertTrue(refused.retryAfterSeconds() > 0);
        held.countDown();
        assertEquals("works", Await.await(works));
        assertEquals("waits", Await.await(waits));
        assertEquals("free again", Await.await(pool.run(() -> "free again")));
    }

    @Test
    void whatGivesSomethingBackIsNeverRefused() {
        pool.run(() -> hold("works"));
        pool.run(() -> "waits");
        Future<String> closing = pool.release(() -> "closed");
        held.countDown();
        assertEquals("closed", Await.await(closing));
    }

    private String hold(String result) throws InterruptedException {
        held.await();
        return result;
    }
}
