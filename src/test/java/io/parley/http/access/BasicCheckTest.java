package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.parley.bus.Bus;
import io.parley.bus.BusMetrics;
import io.parley.bus.Gate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many requests with the same credentials, on several event loops, before the first is answered. */
@ExtendWith(VertxExtension.class)
class BasicCheckTest {
    private final ManualClock clock = new ManualClock();
    private final BasicMemory memory = new BasicMemory(10, Duration.ofMinutes(5), clock, new SecureRandom());
    private Vertx vertx;
    private SessionSide sessionSide;
    private BasicCheck check;

    @BeforeEach
    void open(Vertx given) {
        vertx = given;
        Bus.register(vertx);
        Bus bus = new Bus(vertx, Duration.ofSeconds(20), BusMetrics.NONE);
        sessionSide = new SessionSide(bus);
        sessionSide.passwords.put("alice", "wonderland");
        PasswordGuard guard = new PasswordGuard(new GuessThrottle(10, () -> 5, clock), () -> { });
        check = new BasicCheck(vertx, new Gates(bus, SessionSide.SHARDS), guard, memory);
    }

    @Test
    void areOneLoginAndEachGoesOnOnItsOwnLoop() throws Exception {
        Promise<Void> hold = sessionSide.holdVerifications();
        List<Future<Context>> checked = new ArrayList<>();
        List<Context> loops = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Context loop = ((VertxInternal) vertx).createEventLoopContext();
            loops.add(loop);
            checked.add(checkOn(loop, "wonderland"));
        }
        for (Context loop : loops) {
            Visitor.await(hasComeTo(loop)); // or who begins when the first has been answered would be one more
        }

        hold.complete();

        for (int i = 0; i < loops.size(); i++) {
            assertSame(loops.get(i), Visitor.await(checked.get(i)));
        }
        assertEquals(1, sessionSide.asked(Gate.Verify.class).size());
        assertTrue(memory.knows("alice", "wonderland"));
    }

    @Test
    void otherCredentialsAreGuessesOfTheirOwn() throws Exception {
        Promise<Void> hold = sessionSide.holdVerifications();
        List<Future<Context>> guesses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            guesses.add(checkOn(vertx.getOrCreateContext(), "guess" + i));
        }

        hold.complete();

        for (int i = 0; i < 8; i++) {
            Future<Context> guess = guesses.get(i);
            Throwable refused = assertThrows(ExecutionException.class, () -> Visitor.await(guess)).getCause();
            assertEquals("401", refused.getMessage().substring(0, 3));
        }
        assertEquals(8, sessionSide.asked(Gate.Verify.class).size());
        Future<Context> next = checkOn(vertx.getOrCreateContext(), "guess8");
        Throwable slowed = assertThrows(ExecutionException.class, () -> Visitor.await(next)).getCause();
        assertEquals("429", slowed.getMessage().substring(0, 3));
    }

    @Test
    void aPasswordChangedMeanwhileIsNotRemembered() throws Exception {
        Promise<Void> hold = sessionSide.holdVerifications();
        Future<Context> checked = checkOn(vertx.getOrCreateContext(), "wonderland");
        Visitor.await(checkOn(vertx.getOrCreateContext(), "").otherwiseEmpty()); // the loop has begun the check before this one
        memory.evict("alice");

        hold.complete();

        Visitor.await(checked);
        assertFalse(memory.knows("alice", "wonderland"));
    }

    /** When the loop has done what it was given before. */
    private static Future<Void> hasComeTo(Context loop) {
        Promise<Void> come = Promise.promise();
        loop.runOnContext(now -> come.complete());
        return come.future();
    }

    /** The context on which the check was answered. */
    private Future<Context> checkOn(Context loop, String password) {
        Promise<Context> answered = Promise.promise();
        loop.runOnContext(now -> check.check("10.0.0.1", "alice", password)
                .map(good -> Vertx.currentContext()).onComplete(answered));
        return answered.future();
    }
}
