package io.parley.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is the one wanted: for what is told by no event. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Eventually() {
    }

    /** The first answer that fits; {@link AssertionError} with the last one when none does in time. */
    public static <T> T get(Supplier<T> question, Predicate<? super T> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            T answer = question.get();
            if (wanted.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE + "; the last answer was " + answer);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
