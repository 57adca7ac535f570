package io.parley.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.parley.bus.Problem;
import io.parley.bus.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuessThrottleTest {
    private static final int FREE = 5;

    private final ManualClock clock = new ManualClock();
    private final GuessThrottle throttle = new GuessThrottle(4, () -> FREE, clock);

    @Test
    void theFirstFailuresAreFreeAndTheNextMustWait() {
        failFreely("10.0.0.1", "alice");

        Problem slowed = refused("10.0.0.1", "alice");

        assertEquals(429, slowed.status());
        assertEquals(1, slowed.retryAfterSeconds());
    }

    @Test
    void theWaitDoublesUpToAMinute() {
        failFreely("10.0.0.1", "alice");
        List<Integer> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            int wait = refused("10.0.0.1", "alice").retryAfterSeconds();
            waits.add(wait);
            clock.pass(Duration.ofSeconds(wait));
            throttle.begin("10.0.0.1", "alice").wasWrong();
        }

        assertEquals(List.of(1, 2, 4, 8, 16, 32, 60, 60, 60), waits);
    }

    @Test
    void whoRetriesTooEarlyDoesNotWaitLongerForIt() {
        failFreely("10.0.0.1", "alice");
        for (int i = 0; i < 100; i++) {
            assertEquals(1, refused("10.0.0.1", "alice").retryAfterSeconds());
        }

        clock.pass(Duration.ofMillis(999));
        assertEquals(1, refused("10.0.0.1", "alice").retryAfterSeconds());
        clock.pass(Duration.ofMillis(1));
        throttle.begin("10.0.0.1", "alice");
    }

    @Test
    void guessesAtTheSameTimeCountFromTheirBeginningOnceOneHasFailed() {
        throttle.begin("10.0.0.1", "alice").wasWrong();
        for (int i = 1; i < FREE; i++) {
            throttle.begin("10.0.0.1", "alice"); // none is answered yet
        }

        refused("10.0.0.1", "alice");
    }

    @Test
    void manyDevicesMayLogInAtOnceButNotAnyNumber() {
        for (int i = 0; i < 32; i++) {
            throttle.begin("10.0.0.1", "alice");
        }

        refused("10.0.0.1", "alice");
    }

    @Test
    void anotherUserAndAnotherAddressAreNotSlowed() {
        failFreely("10.0.0.1", "alice");

        throttle.begin("10.0.0.1", "bob");
        throttle.begin("10.0.0.2", "alice");
    }

    @Test
    void successForgetsTheFailures() {
        for (int i = 0; i < FREE - 1; i++) {
            throttle.begin("10.0.0.1", "alice").wasWrong();
        }
        throttle.begin("10.0.0.1", "alice").wasRight();

        failFreely("10.0.0.1", "alice");
        refused("10.0.0.1", "alice");
    }

    @Test
    void anUndecidedLoginIsNoFailure() {
        for (int i = 0; i < 3 * FREE; i++) {
            throttle.begin("10.0.0.1", "alice").wasUndecided();
        }

        failFreely("10.0.0.1", "alice");
        refused("10.0.0.1", "alice");
    }

    @Test
    void aQuietTimeForgetsTheFailures() {
        failFreely("10.0.0.1", "alice");
        clock.pass(Duration.ofMinutes(15));

        failFreely("10.0.0.1", "alice");
        refused("10.0.0.1", "alice");
    }

    @Test
    void itsMemoryIsBounded() {
        failFreely("10.0.0.1", "alice");
        for (int i = 0; i < 4; i++) {
            throttle.begin("10.0.0.2", "user" + i);
        }

        throttle.begin("10.0.0.1", "alice"); // the least recently tried was forgotten
    }

    private void failFreely(String address, String user) {
        for (int i = 0; i < FREE; i++) {
            throttle.begin(address, user).wasWrong();
        }
    }

    private Problem refused(String address, String user) {
        return assertThrows(ProblemException.class, () -> throttle.begin(address, user)).problem();
    }
}
