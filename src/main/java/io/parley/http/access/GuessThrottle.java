package io.parley.http.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows the guessing of passwords, for each user and address: after some failed logins the next must wait 1 s, then 2, 4, up to a
 * minute. A guess counts from when it begins, so that many at once are no way round. Forgets after success, after a quiet time, and
 * the least recently tried when it is full. For all event loops of a node.
 */
public final class GuessThrottle {
    private static final Logger LOG = LoggerFactory.getLogger(GuessThrottle.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int DOUBLINGS = 6;
    private static final Duration QUIET = Duration.ofMinutes(15);
    private static final int AT_ONCE = 32;

    private final Map<Key, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);
    private final int capacity;
    private final IntSupplier free;
    private final InstantSource clock;

    private record Key(String address, String user) {
    }

    /** @param underway logins that have begun and are not decided yet */
    private record Failures(int failed, int underway, Instant last) {
        /**
         * Once one has failed, those under way count as failed too: guessing at the same time is no way round. Before that they are a
         * user's own tabs and devices, up to a bound.
         */
        int suspected() {
            return failed > 0 || underway >= AT_ONCE ? failed + underway : 0;
        }
    }

    /** One login that has begun; tell how it ended. */
    interface Guess {
        void wasRight();

        void wasWrong();

        /** Neither right nor wrong: the XMPP server was away, say. */
        void wasUndecided();
    }

    /** @param free failed logins before the next is slowed, as it is now */
    public GuessThrottle(int capacity, IntSupplier free, InstantSource clock) {
        this.capacity = capacity;
        this.free = free;
        this.clock = clock;
    }

    /**
     * Begins a login.
     *
     * @throws io.parley.bus.ProblemException 429 with the seconds to wait
     */
    Guess begin(String address, String user) {
        Key key = new Key(address, user);
        Duration wait = count(key);
        if (!wait.isZero()) {
            throw Refusals.tooManyGuesses((int) wait.plusMillis(999).toSeconds());
        }
        return new Guess() {
            @Override
            public void wasRight() {
                forget(key);
            }

            @Override
            public void wasWrong() {
                decide(key, 1);
            }

            @Override
            public void wasUndecided() {
                decide(key, 0);
            }
        };
    }

    /** Zero, and the guess is counted; or how long it has to wait, which counts nothing, else a retry too early would wait for ever. */
    private synchronized Duration count(Key key) {
        Instant now = clock.instant();
        Failures before = failures.getOrDefault(key, new Failures(0, 0, now));
        if (!now.isBefore(before.last.plus(QUIET))) {
            before = new Failures(0, 0, now);
        }
        Duration wait = Duration.between(now, before.last.plus(delayAfter(before.suspected())));
        if (wait.compareTo(Duration.ZERO) > 0) {
            return wait;
        }
        if (before.suspected() + 1 >= free.getAsInt()) { // not at each refusal: a guesser must not fill the log
            LOG.info("logins of {} from {} are slowed", key.user, key.address);
        }
        failures.put(key, new Failures(before.failed, before.underway + 1, now));
        if (failures.size() > capacity) {
            failures.remove(failures.keySet().iterator().next());
        }
        return Duration.ZERO;
    }

    private Duration delayAfter(int count) {
        int most = free.getAsInt();
        if (count < most) {
            return Duration.ZERO;
        }
        Duration delay = Duration.ofSeconds(1L << Math.min(count - most, DOUBLINGS));
        return delay.compareTo(LONGEST_WAIT) < 0 ? delay : LONGEST_WAIT;
    }

    private synchronized void forget(Key key) {
        failures.remove(key);
    }

    private synchronized void decide(Key key, int failed) {
        failures.computeIfPresent(key, (same, before) -> {
            Failures after = new Failures(before.failed + failed, Math.max(0, before.underway - 1), before.last);
            return after.failed == 0 && after.underway == 0 ? null : after;
        });
    }
}
