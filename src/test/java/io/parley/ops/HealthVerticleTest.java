package io.parley.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Addresses;
import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.Done;
import io.parley.bus.HealthAsk;
import io.parley.bus.HealthAsk.Aspect;
import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import io.parley.support.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthVerticleTest {
    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger looked = new AtomicInteger();
    private Supplier<Future<?>> store = Future::succeededFuture;
    private Bus bus;

    @BeforeEach
    void start() {
        Bus.register(vertx);
        bus = new Bus(vertx, Duration.ofSeconds(20), BusMetrics.NONE);
        HealthCheck check = new HealthCheck("store", () -> {
            looked.incrementAndGet();
            return store.get();
        });
        HealthCheck fine = new HealthCheck("xmpp", Future::succeededFuture);
        HealthCheck deadlock = new HealthCheck("deadlock", new Deadlocks(vertx)::check);
        Await.await(vertx.deployVerticle(new HealthVerticle(bus, Map.of(Aspect.READINESS, List.of(fine, check), Aspect.CLUSTER, List.of(),
                Aspect.DEADLOCK, List.of(deadlock)), now::get)));
    }

    @AfterEach
    void stop() {
        Await.await(vertx.close());
    }

    @Test
    void whatFailsIsNamed() {
        ask(Aspect.READINESS);
        store = () -> Future.failedFuture("away");
        now.set(Instant.EPOCH.plusSeconds(2));
        Problem problem = refused(Aspect.READINESS);
        assertEquals(503, problem.status());
        assertEquals("not-ready", problem.code());
        assertEquals("Down: store.", problem.detail());
        ask(Aspect.CLUSTER);
    }

    @Test
    void howeverManyAskItIsLookedIntoOnceASecond() {
        for (int i = 0; i < 20; i++) {
            ask(Aspect.READINESS);
        }
        assertEquals(1, looked.get());
        now.set(Instant.EPOCH.plusMillis(1001));
        ask(Aspect.READINESS);
        assertEquals(2, looked.get());
    }

    @Test
    void threadsThatWaitForEachOtherAreFound() throws InterruptedException {
        ask(Aspect.DEADLOCK);
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        Thread one = holding(left, right, bothHold);
        Thread two = holding(right, left, bothHold);
        now.set(Instant.EPOCH.plusSeconds(2));
        try {
            await(one, right);
            await(two, left);
            assertEquals("not-alive", refused(Aspect.DEADLOCK).code());
        } finally {
            one.interrupt();
            two.interrupt();
        }
        one.join();
        two.join();
        now.set(Instant.EPOCH.plusSeconds(4));
        ask(Aspect.DEADLOCK);
    }

    private static Thread holding(Lock first, Lock second, CountDownLatch bothHold) {
        Thread thread = new Thread(() -> {
            first.lock();
            bothHold.countDown();
            try {
                bothHold.await();
                second.lockInterruptibly();
                second.unlock();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                first.unlock();
            }
        });
        thread.start();
        return thread;
    }

    private static void await(Thread thread, ReentrantLock wanted) {
        while (!wanted.hasQueuedThread(thread)) {
            Thread.onSpinWait();
        }
    }

    private void ask(Aspect aspect) {
        Await.await(bus.request(Addresses.HEALTH, new HealthAsk(aspect), Done.class));
    }

    private Problem refused(Aspect aspect) {
        Throwable failure = assertThrows(Throwable.class, () -> ask(aspect));
        while (!(failure instanceof ProblemException) && failure.getCause() != null) {
            failure = failure.getCause();
        }
        assertTrue(failure instanceof ProblemException, failure.toString());
        return ((ProblemException) failure).problem();
    }
}
