package io.parley.xmpp.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.support.Await;
import io.parley.support.Eventually;
import io.parley.time.Timers;
import io.parley.time.VertxTimers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.impl.JidCreate;

/** Connections that come and go leave nothing behind: no timer, no descriptor, no thread, no memory. */
class ChurnTest {
    /** {@code -Dparley.churn=20000} for more; each takes a port for the minute that the kernel keeps it from others. */
    private static final int CONNECTIONS = Integer.getInteger("parley.churn", 4_000);
    private static final int AT_ONCE = 20;
    private static final int ROUNDS = 4;
    /** Bytes for each: one small object of Smack's, of the size of those that it once kept, would be more. */
    private static final long MOST_LEFT = 150;
    private static final File DESCRIPTORS = new File("/proc/self/fd");

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Counted timers = new Counted(new VertxTimers(vertx));
    private final ResumingServer server = new ResumingServer(vertx, Integer.MAX_VALUE, ResumingServer.Cut.BEFORE);
    private final Transport transport = new Transport(vertx, new LineSettings("127.0.0.1", server.port(), LineSettings.Security.NONE,
            Duration.ofSeconds(60), 10_000, 20, 10_000, 10, 10_000), XMPPTCPConnectionConfiguration.builder()
            .setXmppDomain(JidCreate.domainBareFromOrThrowUnchecked("localhost")).setSecurityMode(SecurityMode.disabled)
            .setSendPresence(false).build(), null, Duration.ofSeconds(10), timers, InstantSource.system());

    @AfterEach
    void close() {
        Await.await(transport.close());
        server.close();
        Await.await(vertx.close());
    }

    @Test
    void whoHasGoneIsGone() {
        comeAndGo(10); // everything that is made once is made
        int threads = Thread.activeCount();
        int descriptors = descriptors();
        comeAndGo(CONNECTIONS / AT_ONCE);
        assertEquals(0, timers.waiting.get());
        assertTrue(Thread.activeCount() <= threads + 4, "threads: " + threads + ", then " + Thread.activeCount());
        Eventually.get(this::descriptors, now -> now <= descriptors + 5);
        long left = leastLeft();
        assertTrue(left < CONNECTIONS * MOST_LEFT, left + " bytes of " + CONNECTIONS + " connections");
    }

    /** What connections leave behind, each round leaves behind; what the JVM keeps for itself, or for the tests before, not each. */
    private long leastLeft() {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= CONNECTIONS * MOST_LEFT; round++) {
            long before = heap();
            comeAndGo(CONNECTIONS / AT_ONCE);
            least = Math.min(least, heap() - before);
        }
        return least;
    }

    /** So many at once, so many times. */
    private void comeAndGo(int times) {
        for (int i = 0; i < times; i++) {
            boolean properly = i % 2 == 0;
            Await.await(Future.join(Stream.generate(() -> onLoop(() -> comeAndGo(properly))).limit(AT_ONCE).toList()));
        }
    }

    private Future<Void> comeAndGo(boolean properly) {
        LoopConnection connection = transport.connection(context, true, new Told(false));
        return connection.open(World.ANN).compose(resumed -> properly ? connection.close() : connection.abort());
    }

    private static long heap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc(); // what has a cleaner needs more than one
            used = Math.min(used, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> step) {
        Promise<T> done = Promise.promise();
        context.runOnContext(turn -> step.get().onComplete(done));
        return done.future();
    }

    private int descriptors() {
        String[] open = DESCRIPTORS.list();
        return open == null ? 0 : open.length; // not on Linux
    }

    /** Counts what waits. */
    private static final class Counted implements Timers {
        private final Timers timers;
        private final AtomicInteger waiting = new AtomicInteger();

        Counted(Timers timers) {
            this.timers = timers;
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            waiting.incrementAndGet();
            boolean[] over = new boolean[1];
            Timer timer = timers.after(delay, () -> {
                over[0] = true;
                waiting.decrementAndGet();
                task.run();
            });
            return () -> {
                if (!over[0]) {
                    over[0] = true;
                    waiting.decrementAndGet();
                }
                timer.cancel();
            };
        }

        @Override
        public Timer every(Duration interval, Runnable task) {
            throw new AssertionError("a connection repeats nothing");
        }
    }
}
